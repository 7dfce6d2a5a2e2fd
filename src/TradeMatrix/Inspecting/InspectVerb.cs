using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Inspecting;

/// <summary><c>tradematrix inspect</c>: what a picture says of itself, and whether it can be drawn again.</summary>
internal sealed class InspectVerb
{
    private readonly Argument<string> _picture = new("picture") { Description = "PNG drawn by this program." };
    private readonly Option<bool> _redraw = new("--redraw") { Description = "Draws the picture again from --csv and compares the pixels; exit code 1 when they differ." };
    private readonly Option<string> _csv = new("--csv") { Description = "File of the bars, for --redraw. Those after the picture's last bar do not count.", HelpName = "file" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };
    private readonly BarOptions _bars = new("--compare");

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var inspect = new InspectVerb();
        var verb = new Verb("inspect", "Tells what a picture says of itself, and whether drawing it again gives the same.",
            "tradematrix inspect dax.png",
            "tradematrix inspect dax.png --json",
            "tradematrix inspect dax.png --redraw --csv dax.csv") { inspect._picture, inspect._redraw, inspect._csv, inspect._json };
        inspect._bars.AddTo(verb);
        verb.SetAction(result => inspect.Run(new OptionReader(result), result.GetValue(inspect._picture)!, terminal));
        return verb;
    }

    private int Run(OptionReader reader, string path, Terminal terminal)
    {
        var (redraws, csv) = (reader.Flag(_redraw), reader.Text(_csv));
        if (redraws && csv is null) reader.Add("--csv: 'missing' must be given together with --redraw");
        if (!redraws && csv is not null) reader.Add(_csv, csv, "given together with --redraw");
        var (zone, others) = (_bars.ZoneOf(reader), _bars.OthersOf(reader));
        reader.ThrowIfWrong();

        var png = FileProblem.ReadAll(path);
        try
        {
            var metadata = PictureMetadata.Read(png);
            long? differences = redraws ? Redrawing.CountDifferences(png, path, metadata, csv!, zone, others) : null;
            if (reader.Flag(_json)) WriteJson(metadata, differences, terminal);
            else WriteText(metadata, differences, terminal);
            return differences is > 0 ? ExitCode.Failed : ExitCode.Good;
        }
        catch (InvalidDataException e)
        {
            throw new FailureException($"{path}: {e.Message}");
        }
    }

    private static void WriteText(PictureMetadata metadata, long? differences, Terminal terminal)
    {
        var output = terminal.Out;
        output.WriteLine("symbol:    " + metadata.Symbol);
        output.WriteLine("timeframe: " + metadata.Timeframe);
        output.WriteLine("first bar: " + metadata.FirstBar);
        output.WriteLine("last bar:  " + metadata.LastBar);
        output.WriteLine("engine:    " + metadata.EngineVersion);
        output.WriteLine("alt text:  " + metadata.AltText);
        output.WriteLine("spec:      " + metadata.Spec);
        if (differences is { } count) output.WriteLine("redraw:    " + (count == 0 ? "the pixels agree" : count == 1 ? "1 pixel differs" : $"{count} pixels differ"));
    }

    private static void WriteJson(PictureMetadata metadata, long? differences, Terminal terminal)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("symbol", metadata.Symbol);
            json.WriteString("timeframe", metadata.Timeframe);
            json.WriteString("firstBar", metadata.FirstBar);
            json.WriteString("lastBar", metadata.LastBar);
            json.WriteString("engine", metadata.EngineVersion);
            json.WriteString("altText", metadata.AltText);
            json.WritePropertyName("spec");
            WriteSpec(json, metadata.Spec);
            if (differences is { } count)
            {
                json.WriteBoolean("agrees", count == 0);
                json.WriteNumber("differingPixels", count);
            }
            json.WriteEndObject();
        }
        terminal.Output.WriteByte((byte)'\n');
        terminal.Output.Flush();
    }

    private static void WriteSpec(Utf8JsonWriter json, string spec)
    {
        try
        {
            using var document = JsonDocument.Parse(spec);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the picture's chart:spec entry is no JSON", e);
        }
    }
}
