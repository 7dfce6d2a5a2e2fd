namespace TradeMatrix.Values;

/// <summary>How far computed values lie from exported ones.</summary>
/// <param name="Compared">Bars at which both have a value.</param>
/// <param name="Absolute">Largest difference.</param>
/// <param name="Percent">The difference that is largest relative to the exported value, percent of it.</param>
/// <param name="Bar">Where that is.</param>
internal readonly record struct Deviation(int Compared, double Absolute, double Percent, int Bar)
{
    /// <summary>The largest deviation from a bar on.</summary>
    public static Deviation Largest(double[] exported, double[] computed, int from)
    {
        var worst = new Deviation(0, 0, -1, from);
        for (var i = from; i < exported.Length; i++)
        {
            if (double.IsNaN(exported[i]) || double.IsNaN(computed[i])) continue;
            var percent = Percentage(exported[i], computed[i]);
            worst = worst with { Compared = worst.Compared + 1, Absolute = Math.Max(worst.Absolute, Math.Abs(exported[i] - computed[i])) };
            if (percent > worst.Percent) worst = worst with { Percent = percent, Bar = i };
        }
        return worst;
    }

    /// <summary>The median relative deviation, percent; infinite when nothing can be compared.</summary>
    public static double Median(double[] exported, double[] computed, int from)
    {
        var all = new List<double>();
        for (var i = from; i < exported.Length; i++)
        {
            if (!double.IsNaN(exported[i]) && !double.IsNaN(computed[i])) all.Add(Percentage(exported[i], computed[i]));
        }
        all.Sort();
        return all.Count == 0 ? double.PositiveInfinity : all[all.Count / 2];
    }

    private static double Percentage(double exported, double computed) =>
        exported == computed ? 0 : Math.Abs(exported - computed) / Math.Max(Math.Abs(exported), 1e-12) * 100;
}
