using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Levels;

/// <summary>
/// Support and resistance as clusters of swings: the two nearest clusters merge until the nearest lie further apart than three quarters of
/// an average true range. Highs and lows count alike, since a broken resistance is a support. Swings of the last 1,000 bars count.
/// </summary>
public static class SupportResistance
{
    private const double Reach = 0.75;
    private const double Share = 0.3;
    private const double HalfLife = 150;

    /// <summary>Bars whose swings count; a touch before them would add less than a hundredth of a fresh one.</summary>
    private const int Reached = 1000;

    /// <summary>The levels at the end of a series, at most so many on either side of the last close, the nearest first.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="count">Most supports, and most resistances.</param>
    /// <param name="minTouches">Fewest touches of a level.</param>
    public static IReadOnlyList<PriceLevel> Of(BarSeries bars, int count = 3, int minTouches = 2)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var ranges = AverageRange.Of(bars);
        return Of(bars, ZigZag.Of(bars, 1.5, ranges), ranges, count, minTouches);
    }

    internal static List<PriceLevel> Of(BarSeries bars, IReadOnlyList<Swing> swings, double[] ranges, int count, int minTouches)
    {
        var levels = new List<PriceLevel>();
        var last = bars.Count - 1;
        while (last >= 0 && bars.IsGap(last)) last--;
        if (last < 0 || !(ranges[last] > 0)) return levels;
        var close = bars.Close[last];
        foreach (var cluster in Clusters([.. swings.Where(s => last - s.Index <= Reached)], close, Reach * ranges[last]))
        {
            if (cluster.Count < minTouches) continue;
            var (sum, missing) = (0.0, 1.0);
            int first = int.MaxValue, latest = 0;
            foreach (var swing in cluster)
            {
                sum += swing.Price - close;
                missing *= 1 - (Share * Math.Pow(0.5, (last - swing.Index) / HalfLife));
                (first, latest) = (Math.Min(first, swing.Index), Math.Max(latest, swing.Index));
            }
            var distance = sum / cluster.Count;
            levels.Add(new(distance <= 0 ? LevelKind.Support : LevelKind.Resistance, close + distance, cluster.Count, Math.Round(1 - missing, 2), bars.Time[first], bars.Time[latest]));
        }
        levels.Sort((a, b) => Math.Abs(a.Price - close).CompareTo(Math.Abs(b.Price - close)));
        int supports = 0, resistances = 0;
        levels.RemoveAll(level => (level.Kind == LevelKind.Support ? ++supports : ++resistances) > count);
        return levels;
    }

    private static List<List<Swing>> Clusters(IReadOnlyList<Swing> swings, double close, double reach)
    {
        var clusters = new List<List<Swing>>(swings.Count);
        var means = new List<double>(swings.Count);
        var sorted = new Swing[swings.Count];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = swings[i];
        Array.Sort(sorted, static (a, b) => a.Price != b.Price ? a.Price.CompareTo(b.Price) : a.Index.CompareTo(b.Index));
        foreach (var swing in sorted)
        {
            clusters.Add([swing]);
            // Measured from the close, so that equal distances stay equal at any price.
            means.Add(swing.Price - close);
        }
        while (clusters.Count > 1)
        {
            var nearest = 0;
            for (var i = 1; i + 1 < means.Count; i++)
            {
                if (means[i + 1] - means[i] < means[nearest + 1] - means[nearest]) nearest = i;
            }
            if (means[nearest + 1] - means[nearest] > reach) break;
            int a = clusters[nearest].Count, b = clusters[nearest + 1].Count;
            means[nearest] += (means[nearest + 1] - means[nearest]) * b / (a + b);
            clusters[nearest].AddRange(clusters[nearest + 1]);
            clusters.RemoveAt(nearest + 1);
            means.RemoveAt(nearest + 1);
        }
        return clusters;
    }
}
