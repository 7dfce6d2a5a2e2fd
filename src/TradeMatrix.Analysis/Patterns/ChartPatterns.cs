using System.Collections.Immutable;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>Finds chart patterns in bars. Only swings that were certain and closes count, so that a pattern is known when <see cref="ChartPattern.Known"/> says.</summary>
public static class ChartPatterns
{
    /// <summary>Confidence from which patterns are reported: few enough in random walks that a report means something.</summary>
    public const double LeastConfidence = 0.25;

    private const double MostOverlap = 0.4;

    /// <summary>The patterns of a series, oldest first. Of those over the same bars the best stays; one that failed before it was confirmed gives way to any other.</summary>
    /// <remarks>
    /// The list is chosen in hindsight: what became of a shape decides whether it is in it. Who tests the past calls this for the bars up
    /// to each moment.
    /// </remarks>
    /// <param name="bars">The bars, of any count; gaps are passed over. Some 100 to 500 are usual.</param>
    /// <param name="leastConfidence">Confidence below which a pattern is not reported, 0 to 1. Half the default finds about twice as many, of which chance draws most.</param>
    public static IReadOnlyList<ChartPattern> Find(BarSeries bars, double leastConfidence = LeastConfidence)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfNegative(leastConfidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leastConfidence, 1);
        var solid = Solid(bars, out var index);
        var scan = PatternScan.Of(solid);
        return Find(scan, bars, index, leastConfidence);
    }

    internal static IReadOnlyList<ChartPattern> Find(PatternScan scan, BarSeries bars, int[]? index, double leastConfidence)
    {
        var candidates = new List<PatternCandidate>();
        Collect(scan, candidates, leastConfidence);
        Collect(scan.Mirror(), candidates, leastConfidence);
        candidates.Sort(static (a, b) =>
        {
            var failed = a.IsRuledOut.CompareTo(b.IsRuledOut);
            if (failed != 0) return failed;
            var weight = b.Weight.CompareTo(a.Weight);
            if (weight != 0) return weight;
            return a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End != b.End ? b.End.CompareTo(a.End) : a.Known != b.Known ? a.Known.CompareTo(b.Known) : string.CompareOrdinal(a.Name, b.Name);
        });
        var kept = new List<PatternCandidate>();
        foreach (var candidate in candidates)
        {
            var isFree = true;
            foreach (var other in kept) isFree &= candidate.Overlap(other) < MostOverlap;
            if (isFree) kept.Add(candidate);
        }
        kept.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        return [.. kept.Select(c => Report(c, bars, index))];
    }

    private static void Collect(PatternScan scan, List<PatternCandidate> candidates, double leastConfidence)
    {
        foreach (var swings in scan.Swings)
        {
            for (var end = 4; end <= swings.Length; end++)
            {
                for (var length = 4; length <= Math.Min(end, 10); length++)
                {
                    var window = new PatternWindow(scan, swings.AsSpan(end - length, length));
                    foreach (var detector in PatternDetectors.All)
                    {
                        if (length < detector.Fewest || length > detector.Most || (scan.IsMirrored && detector.IsSymmetric)) continue;
                        if (detector.Rule(window) is { Quality: > 0 } shape && detector.Confidence(shape.Quality) is var confidence && confidence >= leastConfidence
                            && PatternCandidate.Follow(detector, confidence, window, shape) is { } candidate)
                            candidates.Add(candidate);
                    }
                }
            }
        }
    }

    private static ChartPattern Report(PatternCandidate c, BarSeries bars, int[]? index)
    {
        var (scan, shape) = (c.Scan, c.Shape);
        var expected = shape.Break == Direction.Neutral ? c.Broke : shape.Break;
        var levels = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        double upper = scan.Price(shape.Upper.At(c.Until)), lower = scan.Price(shape.Lower.At(c.Until));
        if (expected != Direction.Neutral)
        {
            var isUp = (expected == Direction.Bullish) != scan.IsMirrored;
            var (beyond, behind) = (expected == Direction.Bullish) ? (upper, lower) : (lower, upper);
            levels["invalidation"] = behind;
            // A channel that slopes is confirmed by holding, not by a break.
            if (!shape.IsChannel || shape.Break == Direction.Neutral)
            {
                levels["breakout"] = beyond;
                levels["target"] = beyond + (isUp ? shape.Height : -shape.Height);
            }
            if (shape.HasNeckline) levels["neckline"] = beyond;
        }
        if (!shape.HasNeckline) (levels["upper"], levels["lower"]) = (Math.Max(upper, lower), Math.Min(upper, lower));

        var lines = ImmutableArray.CreateBuilder<PatternLine>();
        if (shape.HasNeckline)
        {
            lines.Add(Line("neckline", shape.Lower, c.Turns[1].Index));
        }
        else
        {
            lines.Add(Line("upper", scan.IsMirrored ? shape.Lower : shape.Upper, c.Start));
            lines.Add(Line("lower", scan.IsMirrored ? shape.Upper : shape.Lower, c.Start));
        }
        if (shape.Pole is { } foot) lines.Add(new("pole", Point(foot, scan.Close[foot]), Point(c.Start, c.Turns[0].Price)));
        var points = ImmutableArray.CreateBuilder<PatternPoint>(c.Turns.Length);
        foreach (var turn in c.Turns) points.Add(Point(turn.Index, turn.Price));
        var type = scan.IsMirrored ? (Direction)(-(int)expected) : expected;
        return new(
            c.Name, type, c.State, c.Confidence, points.DrainToImmutable(), lines.DrainToImmutable(), levels.ToImmutable(),
            index?[c.Known] ?? c.Known, PatternText.Describe(c.Name, c.State, type))
        {
            Quality = shape.Quality,
        };

        PatternPoint Point(int at, double price) => new(index?[at] ?? at, scan.Bars.Time[at], scan.Price(price));
        PatternLine Line(string name, Edge edge, int start) => new(name, Point(start, edge.At(start)), Point(c.Until, edge.At(c.Until)));
    }

    /// <summary>The bars without gaps, and where each was; the same bars and null when there are none.</summary>
    internal static BarSeries Solid(BarSeries bars, out int[]? index)
    {
        index = null;
        var kept = new List<int>(bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            if (!bars.IsGap(i)) kept.Add(i);
        }
        if (kept.Count == bars.Count) return bars;
        index = [.. kept];
        return BarSeries.From([.. kept.Select(i => bars[i])]);
    }
}
