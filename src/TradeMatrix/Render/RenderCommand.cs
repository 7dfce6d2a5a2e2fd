using System.CommandLine;

namespace TradeMatrix.Render;

/// <summary>The verb <c>render</c>: its options.</summary>
internal static class RenderCommand
{
    private const string Examples = """

        Examples:
          tradematrix render --csv dax.csv --symbol XETR:DAX --interval 1D --study EMA:50 --study RSI --theme dark -o dax.png
          tradematrix render --csv "CAPITALCOM_US30, 15.csv" --interval 1h --bars 200 --scale-factor 2 -o us30.webp --data us30.json
          tradematrix render --csv dax.csv --spec chart.json --as-of 2024-12-31 -o then.pdf
          tradematrix render --csv exports/ --study BB -o charts/
        """;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("render", "Draws a chart from a CSV file of bars (exports of TradingView, Yahoo, Stooq, MetaTrader, Binance; gzip too)." + Environment.NewLine + Examples);
        var csv = Many("--csv", "CSV file of bars; more than once, a folder or a pattern draws a chart each", required: true);
        var study = Many("--study", "study by code or name with arguments: EMA:50, MACD, BB:20,close,2, \"Super Trend:10,3\"");
        var drawing = Many("--drawing", "drawing as a JSON object: {\"name\": \"Horizontal Line\", \"input\": {\"price\": 24000}}");
        var set = Many("--set", "key of the look: showHighLow=true, priceRange.from=20000, style.candleStyle.upColor=#00d084");
        var compare = Many("--compare", "bars of another symbol for studies that compare: SYMBOL=FILE.csv");
        var one = new Dictionary<string, Option<string?>>(StringComparer.Ordinal);
        foreach (var (name, description) in RenderRequest.Options) one[name] = new Option<string?>(name) { Description = description };
        one["--output"].Aliases.Add("-o");
        var noVolume = new Option<bool>("--no-volume") { Description = "no volume at the foot of the price pane" };
        var json = new Option<bool>("--json") { Description = "print file, bytes, alt text and milliseconds as JSON" };
        foreach (var option in new Option[] { csv, study, drawing, set, compare, noVolume, json }.Concat(one.Values)) command.Add(option);
        command.SetAction(parsed =>
        {
            var request = new RenderRequest(name => parsed.GetValue(one[name]), parsed.GetValue(study) ?? [], parsed.GetValue(drawing) ?? [], parsed.GetValue(set) ?? [], parsed.GetValue(compare) ?? [], parsed.GetValue(noVolume));
            return new RenderJob(request, parsed.GetValue(csv)!, parsed.GetValue(json), output, error).Run();
        });
        return command;

        static Option<string[]> Many(string name, string description, bool required = false) => new(name) { Description = description, Required = required };
    }
}
