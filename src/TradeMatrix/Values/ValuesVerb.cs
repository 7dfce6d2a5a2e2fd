using System.CommandLine;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Values;

/// <summary><c>tradematrix values</c>: study values bar by bar, or held against an export.</summary>
internal sealed class ValuesVerb
{
    private const int RowsForPeople = 20;
    private const double DefaultTolerance = 0.5;

    private readonly Option<string> _csv = new("--csv") { Description = "File of bars.", HelpName = "file", Required = true };
    private readonly Option<string[]> _study = new("--study") { Description = "Study by code or name with arguments, such as RSI:14. May be repeated; with --compare the default is the studies that columns name.", HelpName = "study" };
    private readonly Option<string> _interval = new("--interval", "-i") { Description = "Timeframe, such as 15m, 1h or 1D. Shorter bars are put together. Default: from the file's name, else from its times.", HelpName = "interval" };
    private readonly Option<string> _exchange = new("--exchange") { Description = "Exchange, which gives the trading hours, such as XETR or NYSE. Default: from the file's name, else around the clock.", HelpName = "name" };
    private readonly Option<string> _timezone = new("--timezone") { Description = "IANA zone of --from and --to without an offset, and of days where the exchange is unknown. Default: Etc/UTC.", HelpName = "zone" };
    private readonly Option<string> _from = new("--from") { Description = "First date or time told. Bars before it still count in the studies.", HelpName = "time" };
    private readonly Option<string> _to = new("--to") { Description = "Last date or time told, the whole of a date.", HelpName = "time" };
    private readonly Option<string> _last = new("--last") { Description = "Only so many bars from the end. Default: 20 in a table, all else.", HelpName = "count" };
    private readonly Option<string> _format = new("--format", "-f") { Description = "table, csv or json. Default: table.", HelpName = "format" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "File to write. Default: standard output.", HelpName = "file" };
    private readonly Option<bool> _compare = new("--compare") { Description = "Holds the studies against the further columns of a TradingView export, after their warm-up; exit code 1 when one deviates too much." };
    private readonly Option<string> _tolerance = new("--tolerance") { Description = "Largest deviation that --compare allows, in percent of the exported value. Default: 0.5.", HelpName = "percent" };
    private readonly BarOptions _bars = new("--other");

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var values = new ValuesVerb();
        var verb = new Verb("values", "Computes studies bar by bar, or holds them against a TradingView export.",
            "tradematrix values --csv dax.csv --study RSI:14 --study MACD",
            "tradematrix values --csv dax.csv --study EMA:200 --format csv --from 2024-01-01 -o ema.csv",
            "tradematrix values --csv \"CAPITALCOM_US30, 15.csv\" --compare");
        foreach (Option option in (Option[])[values._csv, values._study, values._interval, values._exchange, values._timezone, values._from, values._to, values._last,
            values._format, values._output, values._compare, values._tolerance]) verb.Add(option);
        values._bars.AddTo(verb);
        verb.SetAction(result => values.Run(new OptionReader(result), terminal));
        return verb;
    }

    private int Run(OptionReader reader, Terminal terminal)
    {
        var studies = reader.Studies(_study).ToList();
        var wanted = reader.Interval(_interval);
        var (from, to, last) = (reader.Time(_from), reader.Time(_to), reader.Int(_last, 1, int.MaxValue));
        var format = reader.Word<TableFormat>(_format) ?? TableFormat.Table;
        var (zone, csvZone, others) = (reader.Zone(_timezone) ?? "Etc/UTC", _bars.ZoneOf(reader), _bars.OthersOf(reader));
        var (compares, tolerance) = (reader.Flag(_compare), (reader.Number(_tolerance, 0, 1000) ?? DefaultTolerance) / 100);
        if (!compares && reader.Texts(_study).Length == 0) reader.Add("--study: 'missing' must be given at least once, or --compare");
        if (!compares && reader.Text(_tolerance) is { } stray) reader.Add(_tolerance, stray, "given together with --compare");
        if (ChartSpecCheck.Problems(new ChartSpec { Interval = wanted ?? Timeframe.D1, Studies = [.. studies] }) is { Count: > 0 } problems) reader.Add(string.Join("; ", problems));
        reader.ThrowIfWrong();

        var source = BarSource.Read(reader.Text(_csv)!, csvZone, wanted);
        var interval = wanted ?? source.File.Timeframe;
        var calendar = ExchangeCalendar.Of(reader.Text(_exchange) ?? source.Exchange, source.Symbol, zone);
        var bars = source.In(interval, calendar, regularOnly: true);
        if (compares && bars != source.File.Bars) throw new UsageException($"--interval: '{interval}' must be the export's own {source.File.Timeframe} with --compare");
        if (compares && studies.Count == 0) studies = [.. ExportComparison.StudiesOf(source.File.Extra)];
        if (studies.Count == 0) throw new FailureException($"{source.Path}: none of its further columns ({Names(source)}) names a study; give --study");

        var columns = StudyColumn.Compute(studies, bars, interval, calendar, BarOptions.Load(others, csvZone, interval, zone));
        if (columns.Count == 0) throw new FailureException("--study: none of the studies has a plot that is shown");
        var timeZone = interval.IsIntraday ? zone : "Etc/UTC";
        var first = from is null ? 0 : bars.IndexAtOrAfter(from.Start(timeZone));
        var end = to is null ? bars.Count : bars.IndexAtOrAfter(to.Last(timeZone) + 1);
        last ??= format == TableFormat.Table && !compares && from is null && to is null && reader.Text(_output) is null ? RowsForPeople : null;
        if (last is { } count) first = Math.Max(first, end - count);
        if (first >= end) throw new FailureException($"{source.Path}: no bar lies in the time asked for; its bars go from {ValueTable.Iso(bars.Time[0], interval)} to {ValueTable.Iso(bars.Time[^1], interval)}");
        var table = new ValueTable(bars, interval, columns, first, end);
        return compares ? Compare(source, table, tolerance, format, reader.Text(_output), terminal) : Print(table, format, reader.Text(_output), terminal);
    }

    private static int Print(ValueTable table, TableFormat format, string? output, Terminal terminal)
    {
        Write(output, terminal, (stream, width) => TableWriter.Write(table, format, stream, width));
        return ExitCode.Good;
    }

    private static int Compare(BarSource source, ValueTable table, double tolerance, TableFormat format, string? output, Terminal terminal)
    {
        var deviations = ExportComparison.Run(source.File.Extra, table);
        Write(output, terminal, (stream, width) => DeviationWriter.Write(deviations, table, tolerance, format, stream, width));
        if (!deviations.Any(d => d.Compared > 0))
        {
            var reason = deviations.Any(d => d.Study is not null) ? $"its {table.Bars.Count} bars end before the studies have settled" : $"no study given belongs to its further columns ({Names(source)})";
            throw new FailureException($"{source.Path}: nothing could be compared: {reason}");
        }
        return deviations.All(d => d.IsWithin(tolerance)) ? ExitCode.Good : ExitCode.Failed;
    }

    private static void Write(string? output, Terminal terminal, Action<Stream, int?> write)
    {
        if (output is null or "-")
        {
            write(terminal.Output, terminal.Width);
            terminal.Output.Flush();
            return;
        }
        using var content = new MemoryStream();
        write(content, null);
        OutputFile.Write(output, content.GetBuffer().AsSpan(0, (int)content.Length));
        terminal.Out.WriteLine(output);
    }

    private static string Names(BarSource source) => source.File.Extra.Count == 0 ? "there are none" : string.Join(", ", source.File.Extra.Select(e => e.Name));
}
