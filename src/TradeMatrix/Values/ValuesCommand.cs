using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;

namespace TradeMatrix.Values;

/// <summary>The verb <c>values</c>: study values as a table, CSV or JSON, or held against the columns of an export.</summary>
internal static class ValuesCommand
{
    private const int TableRows = 20;

    private const string Examples = """

        Examples:
          tradematrix values --csv dax.csv --study RSI:14 --study MACD
          tradematrix values --csv dax.csv --study EMA:50 --format csv -o ema.csv
          tradematrix values --csv "CAPITALCOM_US30, 15.csv" --compare
        """;

    public static Command Create(TextWriter output)
    {
        var csv = new Option<string>("--csv") { Description = "CSV file of bars", Required = true };
        var study = new Option<string[]>("--study") { Description = "study by code or name with arguments: EMA:50, MACD, BB:20,close,2" };
        var interval = Text("--interval", "timeframe; a longer one than the file's is resampled");
        var symbol = Text("--symbol", "symbol; a prefix names the exchange, whose hours decide where a day begins");
        var zone = Text("--csv-zone", "IANA zone of times in the file that have none");
        var from = Text("--from", "first time (ISO 8601)");
        var to = Text("--to", "last time (ISO 8601)");
        var last = Text("--last", $"only the last so many rows; {TableRows} for a table by default");
        var format = new Option<string>("--format") { Description = "table, csv or json", DefaultValueFactory = _ => "table" };
        var file = Text("--output", "file to write to");
        file.Aliases.Add("-o");
        var compare = new Option<bool>("--compare") { Description = "hold the values against the extra columns of a TradingView export: exit 1 beyond the tolerance" };
        var tolerance = new Option<string>("--tolerance") { Description = "largest relative deviation in percent", DefaultValueFactory = _ => "0.5" };
        var command = new Command("values", "Prints the values of studies over all bars of a CSV file." + Environment.NewLine + Examples)
        {
            csv, study, interval, symbol, zone, from, to, last, format, file, compare, tolerance,
        };
        command.SetAction(parsed =>
        {
            Timeframe? wanted = parsed.GetValue(interval) is { } text ? OptionValue.Interval("--interval", text) : null;
            var input = BarInput.Read(parsed.GetValue(csv)!, parsed.GetValue(zone) ?? "Etc/UTC", parsed.GetValue(symbol), null, wanted);
            var studies = (parsed.GetValue(study) ?? []).Select(StudySpec.FromCode).ToList();
            if (parsed.GetValue(compare)) return ExportComparison.Run(input, studies, OptionValue.Number("--tolerance", parsed.GetValue(tolerance)!), output);
            if (studies.Count == 0) throw new Failure(2, "--study: at least one is needed, such as --study RSI:14");
            var columns = StudyColumn.Of(studies, input);
            var (first, end) = Rows(input.Bars, parsed.GetValue(from), parsed.GetValue(to));
            var isTable = parsed.GetValue(format) == "table";
            var most = parsed.GetValue(last) is { } count ? OptionValue.Int("--last", count) : isTable ? TableRows : int.MaxValue;
            if (most < 1) throw Failure.Option("--last", most.ToString(CultureInfo.InvariantCulture), "at least 1");
            first = Math.Max(first, end - Math.Min(most, end));
            var written = parsed.GetValue(format) switch
            {
                "table" => ValuesTable.Write(input, columns, first, end),
                "csv" => Csv(input, columns, first, end),
                "json" => Json(input, columns, first, end),
                var other => throw Failure.Option("--format", other!, "table, csv or json"),
            };
            if (parsed.GetValue(file) is { } path) OutputFile.Write(path, Encoding.UTF8.GetBytes(written));
            else output.Write(written);
            return 0;
        });
        return command;

        static Option<string?> Text(string name, string description) => new(name) { Description = description };
    }

    /// <summary>A bar's time: a date for bars of a day or more, else ISO 8601.</summary>
    internal static string Time(BarInput input, int bar)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(input.Bars.Time[bar]);
        return time.ToString(input.Interval.IsIntraday ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static (int First, int End) Rows(BarSeries bars, string? from, string? to) => (
        from is null ? 0 : bars.IndexAtOrAfter(OptionValue.Time("--from", from, "Etc/UTC", atEnd: false)),
        to is null ? bars.Count : bars.IndexAtOrAfter(OptionValue.Time("--to", to, "Etc/UTC", atEnd: true) + (to.Contains('T') ? 1 : 0)));

    private static string Csv(BarInput input, List<StudyColumn> columns, int first, int end)
    {
        var text = new StringBuilder("time,close");
        foreach (var column in columns) text.Append(',').Append(column.Name);
        text.Append('\n');
        for (var i = first; i < end; i++)
        {
            text.Append(Time(input, i)).Append(',').Append(Number(input.Bars.Close[i]));
            foreach (var column in columns) text.Append(',').Append(Number(column.Values[i]));
            text.Append('\n');
        }
        return text.ToString();

        static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Json(BarInput input, List<StudyColumn> columns, int first, int end)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            for (var i = first; i < end; i++)
            {
                json.WriteStartObject();
                json.WriteString("time", Time(input, i));
                Write("close", input.Bars.Close[i]);
                foreach (var column in columns) Write(column.Name, column.Values[i]);
                json.WriteEndObject();
            }
            json.WriteEndArray();

            void Write(string name, double value)
            {
                if (double.IsNaN(value)) json.WriteNull(name);
                else json.WriteNumber(name, value);
            }
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
