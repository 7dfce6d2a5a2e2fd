using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Files;

namespace TradeMatrix.Rendering;

/// <summary>A chart as asked for, before the file of bars is known.</summary>
/// <param name="spec">What does not depend on the file.</param>
/// <param name="origins">Which option gave a field, by JSON path.</param>
internal sealed class ChartTemplate(ChartSpec spec, IReadOnlyDictionary<string, string> origins)
{
    private const string Utc = "Etc/UTC";

    /// <summary>Timeframe asked for; null for the file's.</summary>
    public Timeframe? Interval { get; init; }

    /// <summary>First time shown.</summary>
    public Moment? From { get; init; }

    /// <summary>Last time shown.</summary>
    public Moment? To { get; init; }

    /// <summary>Time as of which the chart is drawn.</summary>
    public Moment? AsOf { get; init; }

    /// <summary>Whether volume is added where the bars have any.</summary>
    public bool AddsVolume { get; init; }

    /// <summary>IANA zone of the chart.</summary>
    public string Timezone => spec.Timezone;

    /// <summary>Finds what is wrong whatever the file.</summary>
    /// <exception cref="UsageException">Something is.</exception>
    public void Check()
    {
        if (ChartSpecCheck.Problems(spec) is { Count: > 0 } problems) throw Explain(new ChartSpecException(problems), spec);
    }

    /// <summary>The chart of a file and its bars.</summary>
    /// <exception cref="UsageException">The interval does not fit the file, or the times contradict each other.</exception>
    public (ChartSpec Spec, BarSeries Bars) For(BarSource source)
    {
        var interval = Interval ?? source.File.Timeframe;
        var chart = spec with
        {
            Interval = interval,
            Symbol = spec.Symbol.Length > 0 ? spec.Symbol : source.Symbol,
            Exchange = spec.Exchange ?? (spec.Symbol.Length > 0 ? null : source.Exchange),
            AsOf = AsOf?.End(spec.Timezone) ?? spec.AsOf,
        };
        var calendar = ExchangeCalendar.Of(chart.Exchange, chart.Symbol, chart.Timezone);
        var bars = source.In(interval, calendar, chart.Session == SessionFilter.Regular);
        if (From is not null)
        {
            // Bars of a day or more carry their date at midnight UTC, whatever the chart's zone.
            var zone = interval.IsIntraday ? chart.Timezone : Utc;
            var (from, to) = (From.Start(zone), To?.Last(zone) ?? bars.Time[^1]);
            if (from >= to) throw new UsageException(To is null ? "--from: the time must be before the last bar" : "--from: the time must be before --to");
            chart = chart with { Range = new ChartRange(null, from, to) };
        }
        if (AddsVolume && bars.HasVolume()) chart = chart with { Studies = chart.Studies.Insert(0, new StudySpec("Volume") { ForceOverlay = true }) };
        return (chart, bars);
    }

    /// <summary>The problems of a chart in terms of the options that gave it.</summary>
    /// <param name="e">The problems.</param>
    /// <param name="chart">The chart, perhaps with volume before the studies asked for.</param>
    public UsageException Explain(ChartSpecException e, ChartSpec chart)
    {
        var added = chart.Studies.Length - spec.Studies.Length;
        return new([.. e.Problems.Select(p => (p with { Path = Origin(p.Path, added) }).ToString())]);
    }

    private string Origin(string path, int added)
    {
        for (var i = 0; added > 0 && i < spec.Studies.Length; i++)
        {
            var place = $"studies[{i + added}]";
            if (!path.StartsWith(place, StringComparison.Ordinal)) continue;
            path = $"studies[{i}]" + path[place.Length..];
            break;
        }
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (origins.TryGetValue(path[..end], out var option)) return end == path.Length ? option : $"{option} {path[(end + 1)..]}";
        }
        return path;
    }
}
