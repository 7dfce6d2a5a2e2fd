using System.Globalization;
using System.Text;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Quality;

/// <summary>How well patterns are found in series of one noise, half of which hold none.</summary>
internal sealed class QualityMeasure(double leastConfidence)
{
    private readonly Dictionary<string, (int Series, int Found, int Reports, int Right)> _counts = new(StringComparer.Ordinal);

    /// <summary>Detections, and whether they were right.</summary>
    public List<(ChartPattern Pattern, bool IsRight)> Detections { get; } = [];

    /// <summary>What was reported in place of a pattern, by both names.</summary>
    public SortedDictionary<string, int> Confused { get; } = new(StringComparer.Ordinal);

    public static QualityMeasure Of(int seed, double noise, int count, double leastConfidence = ChartPatterns.LeastConfidence)
    {
        var measure = new QualityMeasure(leastConfidence);
        var synthetic = new SyntheticPatterns(seed);
        foreach (var name in SyntheticPatterns.Names)
        {
            for (var i = 0; i < count; i++)
            {
                measure.Add(synthetic.With(name, noise));
                measure.Add(synthetic.Walk(150));
            }
        }
        return measure;
    }

    public double Recall(string name) => _counts[name].Found / (double)_counts[name].Series;

    public double Precision(string name) => _counts[name] is { Reports: > 0 } c ? c.Right / (double)c.Reports : double.NaN;

    public static double FalsePerThousand(int seed, int walks)
    {
        var synthetic = new SyntheticPatterns(seed);
        var reports = 0;
        for (var i = 0; i < walks; i++) reports += Reported(synthetic.Walk(1000).Bars).Count();
        return reports / (double)walks;
    }

    /// <summary>What counts as reported: all but failed ones, and channels that broke against their slope, since they had been channels.</summary>
    public static IEnumerable<ChartPattern> Reported(BarSeries bars, double leastConfidence = ChartPatterns.LeastConfidence) => ChartPatterns.Find(bars, leastConfidence).Where(p => p.State != PatternState.Failed || p.Name is "channel_up" or "channel_down");

    private void Add(LabelledSeries series)
    {
        if (series.Pattern is { } pattern)
        {
            var c = _counts.GetValueOrDefault(pattern);
            _counts[pattern] = c with { Series = c.Series + 1 };
        }
        var found = false;
        foreach (var report in Reported(series.Bars, leastConfidence))
        {
            var isRight = report.Name == series.Pattern && Shared(report, series) >= 0.5;
            var c = _counts.GetValueOrDefault(report.Name);
            _counts[report.Name] = c with { Reports = c.Reports + 1, Right = c.Right + (isRight ? 1 : 0), Found = c.Found + (isRight && !found ? 1 : 0) };
            found |= isRight;
            Detections.Add((report, isRight));
            if (!isRight) Count($"{series.Pattern ?? "walk"} -> {report.Name}");
        }
        if (!found && series.Pattern is not null) Count($"{series.Pattern} -> missed");
    }

    private void Count(string key) => Confused[key] = Confused.GetValueOrDefault(key) + 1;

    /// <summary>Bars that both cover, as a share of those that either covers.</summary>
    private static double Shared(ChartPattern report, LabelledSeries series)
    {
        double shared = Math.Min(report.End, series.End) - Math.Max(report.Start, series.Start);
        return Math.Max(0, shared) / (Math.Max(report.End, series.End) - Math.Min(report.Start, series.Start));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var name in SyntheticPatterns.Names)
            text.Append(CultureInfo.InvariantCulture, $"{name,-28} recall {Recall(name):0.00} precision {Precision(name):0.00} reports {_counts[name].Reports}\n");
        return text.ToString();
    }
}
