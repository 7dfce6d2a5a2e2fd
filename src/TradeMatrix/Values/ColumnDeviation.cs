namespace TradeMatrix.Values;

/// <summary>How far an exported column lies from a study's plot.</summary>
/// <param name="Column">Head of the exported column.</param>
/// <param name="Study">Name of the plot; null when the column belongs to no study.</param>
/// <param name="Compared">Bars compared: those with both values, after the study's warm-up.</param>
/// <param name="LeftOut">Bars left out, because the export begins too late for the study to have settled.</param>
internal sealed record ColumnDeviation(string Column, string? Study, int Compared, int LeftOut)
{
    /// <summary>Share of a column's mean size below which values count as if they had that size: close to zero a rounded digit is a large part.</summary>
    private const double LeastSize = 0.01;

    /// <summary>Largest difference, in the column's units.</summary>
    public double Absolute { get; private init; }

    /// <summary>Bar of the largest difference; −1 when there is none.</summary>
    public int AbsoluteBar { get; private init; } = -1;

    /// <summary>Largest difference relative to the exported value, or to a hundredth of the column's mean size where the value is smaller.</summary>
    public double Relative { get; private init; }

    /// <summary>Bar of the largest relative difference; −1 when there is none.</summary>
    public int RelativeBar { get; private init; } = -1;

    /// <summary>Whether no bar deviates more than a relative tolerance.</summary>
    public bool IsWithin(double tolerance) => Relative <= tolerance;

    /// <summary>Compares bars in a range.</summary>
    /// <param name="column">Head of the exported column.</param>
    /// <param name="study">Name of the plot.</param>
    /// <param name="exported">Exported values.</param>
    /// <param name="computed">Computed values, as long.</param>
    /// <param name="first">First bar.</param>
    /// <param name="end">Bar after the last.</param>
    /// <param name="warmUp">Bars from the start of the series that do not count; at most two thirds of them, save for running totals.</param>
    public static ColumnDeviation Of(string column, string study, double[] exported, double[] computed, int first, int end, int warmUp)
    {
        // A short export never reaches a slow average's full warm-up: its last third is near enough to judge by the tolerance.
        if (warmUp < int.MaxValue) warmUp = Math.Min(warmUp, first + ((end - first) * 2 / 3));
        var start = Math.Min(Math.Max(first, warmUp), end);
        var least = LeastSize * MeanSize(exported, start, end);
        int compared = 0, leftOut = 0, absoluteBar = -1, relativeBar = -1;
        double absolute = 0, relative = 0;
        for (var i = first; i < start; i++)
        {
            if (!double.IsNaN(exported[i])) leftOut++;
        }
        for (var i = start; i < end; i++)
        {
            if (double.IsNaN(exported[i]) || double.IsNaN(computed[i])) continue;
            compared++;
            var difference = Math.Abs(computed[i] - exported[i]);
            if (difference > absolute) (absolute, absoluteBar) = (difference, i);
            var size = Math.Max(Math.Abs(exported[i]), least);
            var ratio = difference == 0 ? 0 : difference / size;
            if (ratio > relative) (relative, relativeBar) = (ratio, i);
        }
        return new ColumnDeviation(column, study, compared, leftOut) { Absolute = absolute, AbsoluteBar = absoluteBar, Relative = relative, RelativeBar = relativeBar };
    }

    /// <summary>The middle of the relative differences, so that one wrong cell does not hide which plot a column is.</summary>
    public static double Misfit(double[] exported, double[] computed, int first, int end)
    {
        // The later half has settled best.
        first += (end - first) / 2;
        var least = LeastSize * MeanSize(exported, first, end);
        var ratios = new List<double>(end - first);
        for (var i = first; i < end; i++)
        {
            if (!double.IsNaN(exported[i]) && !double.IsNaN(computed[i])) ratios.Add(Math.Abs(computed[i] - exported[i]) / Math.Max(Math.Max(Math.Abs(exported[i]), least), double.Epsilon));
        }
        if (ratios.Count == 0) return double.PositiveInfinity;
        ratios.Sort();
        return ratios[ratios.Count / 2];
    }

    private static double MeanSize(double[] values, int first, int end)
    {
        double sum = 0;
        var count = 0;
        for (var i = first; i < end; i++)
        {
            if (double.IsNaN(values[i])) continue;
            sum += Math.Abs(values[i]);
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }
}
