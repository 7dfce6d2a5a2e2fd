using System.CommandLine;
using System.Text;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Rendering;

/// <summary><c>tradematrix render</c>: draws charts from files of bars.</summary>
internal sealed class RenderVerb
{
    private readonly Option<string[]> _csv = new("--csv")
    {
        Description = "File of bars (TradingView, Yahoo, Stooq, MetaTrader, Binance; may be gzipped), a folder of them or a pattern. May be repeated.",
        HelpName = "file",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "Picture, .png .jpg .webp .svg or .pdf; - for PNG on standard output; a folder for several files. Default: SYMBOL-INTERVAL.png.", HelpName = "file" };
    private readonly Option<string> _data = new("--data") { Description = "Also writes what the picture shows, as JSON: bars, study values, pixel positions.", HelpName = "file.json" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints file, size, alt text and time as JSON, one object a picture." };
    private readonly ChartOptions _chart = new();
    private readonly BarOptions _bars = new("--compare");

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var render = new RenderVerb();
        var verb = new Verb("render", "Draws charts from files of bars.",
            "tradematrix render --csv dax.csv --symbol DAX --study EMA:50 --study RSI -o dax.png",
            "tradematrix render --csv \"CAPITALCOM_US30, 15.csv\" --interval 1h --theme dark --range 5D",
            "tradematrix render --csv data/ --range 1Y --as-of 2024-12-31 -o pictures/") { render._csv };
        render._chart.AddTo(verb);
        render._bars.AddTo(verb);
        verb.Add(render._output);
        verb.Add(render._data);
        verb.Add(render._json);
        verb.SetAction(result => render.Run(new OptionReader(result), terminal));
        return verb;
    }

    private int Run(OptionReader reader, Terminal terminal)
    {
        // The option takes all that follows, also an unknown option.
        if (Array.Find(reader.Texts(_csv), f => f.StartsWith('-') && !File.Exists(f)) is { } stray) throw new UsageException($"Unrecognized command or argument '{stray}'. (see tradematrix render --help)");
        var files = InputFiles.Find(reader.Texts(_csv));
        var template = _chart.Read(reader, files.AreSeveral);
        var job = new ChartJob(template, _bars.ZoneOf(reader), _bars.OthersOf(reader));
        var (output, data, asJson) = (reader.Text(_output), reader.Text(_data), reader.Flag(_json));
        if (files.AreSeveral) CheckFolder(reader, output, data);
        else CheckFile(reader, output, data, asJson);
        reader.ThrowIfWrong();
        template.Check();
        if (files.AreSeveral) return DrawAll(job, files.Paths, output ?? "", asJson, terminal);

        if (output == "-") WriteToOutput(job, files.Paths[0], data, terminal);
        else if (output is not null && IsFolder(output)) Print(job.Draw(files.Paths[0], null, output, data), asJson, terminal);
        else Print(job.Draw(files.Paths[0], output, "", data), asJson, terminal);
        return ExitCode.Good;
    }

    private void CheckFile(OptionReader reader, string? output, string? data, bool asJson)
    {
        if (output == "-" && asJson) reader.Add(_output, output, "a file when --json is given, which takes standard output");
        if (data == "-") reader.Add(_data, data, "a file");
        if (output is not (null or "-") && !IsFolder(output) && ChartJob.FormatOf(output) is null)
            reader.Add(_output, output, $"a name that ends in {ChartJob.Endings}, a folder, or -");
    }

    private void CheckFolder(OptionReader reader, string? output, string? data)
    {
        if (data is not null) reader.Add(_data, data, "left out when several files are drawn");
        if (output is not null && (output == "-" || File.Exists(output) || (!IsFolder(output) && ChartJob.FormatOf(output) is not null)))
            reader.Add(_output, output, "a folder when several files are drawn");
    }

    private static bool IsFolder(string path) => Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar);

    private static void WriteToOutput(ChartJob job, string csv, string? data, Terminal terminal)
    {
        var (picture, _) = job.Draw(csv, PictureFormat.Png);
        if (data is not null) OutputFile.Write(data, Encoding.UTF8.GetBytes(picture.ToDataJson()));
        terminal.Output.Write(picture.Bytes);
        terminal.Output.Flush();
    }

    private static int DrawAll(ChartJob job, IReadOnlyList<string> files, string folder, bool asJson, Terminal terminal)
    {
        if (folder.Length > 0) CreateFolder(folder);
        var drawn = new List<RenderedChart>(files.Count);
        var failures = new List<string>();
        // What is printed while a progress bar is shown would break it, so that all is told at the end.
        if (terminal.IsInteractive) BatchProgress.Run(terminal, files, Draw);
        else foreach (var file in files) Draw(file);
        foreach (var chart in drawn) Print(chart, asJson, terminal);
        foreach (var failure in failures) terminal.Complain(failure);
        return failures.Count == 0 ? ExitCode.Good : ExitCode.Failed;

        void Draw(string file)
        {
            try
            {
                drawn.Add(job.Draw(file, null, folder, null));
            }
            catch (FailureException e)
            {
                failures.Add(e.Message);
            }
            catch (UsageException e)
            {
                failures.Add($"{file}: {e.Message}");
            }
            catch (Exception e) when (!terminal.ShowsStack)
            {
                failures.Add($"{file}: {e.GetType().Name}: {e.Message}"); // a fault of ours in one file must not cost the others
            }
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileProblem.IsExpected(e))
        {
            throw FileProblem.Of(folder, e);
        }
    }

    private static void Print(RenderedChart chart, bool asJson, Terminal terminal) => terminal.Out.WriteLine(asJson ? chart.ToJson() : chart.ToString());
}
