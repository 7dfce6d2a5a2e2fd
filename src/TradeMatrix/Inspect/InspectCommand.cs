using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;

namespace TradeMatrix.Inspect;

/// <summary>The verb <c>inspect</c>: what a picture says of itself, and whether it can be drawn again.</summary>
internal static class InspectCommand
{
    private const string Examples = """

        Examples:
          tradematrix inspect dax.png
          tradematrix inspect dax.png --redraw --csv dax.csv
        """;

    public static Command Create(TextWriter output)
    {
        var picture = new Argument<string>("PICTURE") { Description = "PNG drawn by tradematrix" };
        var redraw = new Option<bool>("--redraw") { Description = "draw it again from --csv and compare the pixels: exit 0 when they agree, 1 when not" };
        var csv = new Option<string?>("--csv") { Description = "CSV file of the bars; later bars than the picture knew are left out" };
        var zone = new Option<string?>("--csv-zone") { Description = "IANA zone of times in the file that have none" };
        var json = new Option<bool>("--json") { Description = "print as JSON" };
        var command = new Command("inspect", "Prints the metadata of a picture." + Environment.NewLine + Examples) { picture, redraw, csv, zone, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(picture)!;
            if (!File.Exists(path)) throw new Failure(1, $"there is no file '{path}'");
            var bytes = File.ReadAllBytes(path);
            var metadata = PictureMetadata.Read(bytes);
            if (!parsed.GetValue(redraw))
            {
                Print(output, metadata, parsed.GetValue(json), null);
                return 0;
            }
            if (parsed.GetValue(csv) is not { } file) throw new Failure(2, "--redraw: needs --csv with the bars");
            var differing = Redraw(metadata, bytes, file, parsed.GetValue(zone) ?? "Etc/UTC");
            Print(output, metadata, parsed.GetValue(json), differing);
            return differing == 0 ? 0 : 1;
        });
        return command;
    }

    private static long Redraw(PictureMetadata metadata, byte[] picture, string csv, string zone)
    {
        var spec = ChartSpecJson.Read(metadata.Spec);
        var bars = BarInput.Read(csv, zone, spec.Symbol, spec.Exchange, spec.Interval, spec.Timezone).Bars;
        if (!SettingDefinition.TryParseTime(metadata.LastBar, out var last)) throw new InvalidDataException($"the picture's last bar '{metadata.LastBar}' is no time");
        var known = bars.Slice(0, bars.IndexAtOrAfter(last + 1));
        return PixelComparison.CountDifferences(picture, Chart.Draw(spec, known).Bytes);
    }

    private static void Print(TextWriter output, PictureMetadata metadata, bool asJson, long? differing)
    {
        if (asJson)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                foreach (var (name, value) in Rows(metadata)) json.WriteString(name, value);
                json.WritePropertyName("spec");
                json.WriteRawValue(metadata.Spec);
                if (differing is { } count) json.WriteNumber("differingPixels", count);
                json.WriteEndObject();
            }
            output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
            return;
        }
        foreach (var (name, value) in Rows(metadata).Append(("spec", metadata.Spec))) output.WriteLine($"{name,-10} {value}");
        if (differing is { } pixels) output.WriteLine($"{"redrawn",-10} {(pixels == 0 ? "the pixels agree" : $"{pixels} pixels differ")}");
    }

    private static IEnumerable<(string Name, string Value)> Rows(PictureMetadata metadata) =>
    [
        ("symbol", metadata.Symbol), ("timeframe", metadata.Timeframe), ("firstBar", metadata.FirstBar), ("lastBar", metadata.LastBar),
        ("engine", metadata.EngineVersion), ("altText", metadata.AltText),
    ];
}
