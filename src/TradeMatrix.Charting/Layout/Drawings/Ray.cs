namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// A line from one point through another and on. It follows its points: extendRight is beyond the second, extendLeft beyond the first,
/// also where it runs to the left.
/// </summary>
internal static class Ray
{
    public static readonly Drawing Drawing = new("Ray", x =>
    {
        if (x.TryEnds(out var start, out var end)) TrendLine.Add(x, start, end, x.Look.Flag("extendLeft"), x.Look.Flag("extendRight"));
    });
}
