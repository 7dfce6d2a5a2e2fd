using SkiaSharp;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Values by bar as runs of points: a gap ends a run. Where bars share a device pixel, each keeps its first, lowest, highest and last.</summary>
internal static class PolylineRuns
{
    private const float Far = 1e5f;

    /// <summary>The runs, each of one point or more.</summary>
    /// <param name="brush">Gives the device pixels.</param>
    /// <param name="time">Bars to x.</param>
    /// <param name="scale">Values to y.</param>
    /// <param name="first">First bar.</param>
    /// <param name="end">Bar after the last.</param>
    /// <param name="value">Value of a bar, NaN for none.</param>
    /// <param name="bridgeGaps">Whether a missing value is passed over instead of ending a run.</param>
    public static List<SKPoint[]> Of(Brush brush, TimeScale time, PriceScale scale, int first, int end, Func<int, double> value, bool bridgeGaps)
    {
        var pixels = new BarPixels(time, brush.Scale);
        var runs = new List<SKPoint[]>();
        var run = new List<SKPoint>(Math.Max(end - first, 0));
        for (var i = first; i < end; i++)
        {
            var y = (float)scale.Y(value(i));
            if (!float.IsFinite(y))
            {
                if (!bridgeGaps) Close();
                continue;
            }
            run.Add(new SKPoint((float)pixels.Middle(time.X(i)), Math.Clamp(y, -Far, Far)));
        }
        Close();
        return runs;

        void Close()
        {
            if (run.Count > 0) runs.Add(pixels.IsMerged ? Thin(run) : [.. run]);
            run.Clear();
        }
    }

    private static SKPoint[] Thin(List<SKPoint> run)
    {
        var kept = new List<SKPoint>();
        for (var i = 0; i < run.Count;)
        {
            int start = i, low = i, high = i;
            for (; i < run.Count && run[i].X == run[start].X; i++)
            {
                if (run[i].Y < run[low].Y) low = i;
                if (run[i].Y > run[high].Y) high = i;
            }
            var (first, second) = low < high ? (low, high) : (high, low);
            kept.Add(run[start]);
            if (first != start) kept.Add(run[first]);
            if (second != first) kept.Add(run[second]);
            if (i - 1 > second) kept.Add(run[i - 1]);
        }
        return [.. kept];
    }
}
