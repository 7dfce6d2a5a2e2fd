using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Round values at readable distances on a price scale.</summary>
internal static class PriceTicks
{
    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];
    private static readonly double[][] LogarithmicRanks = [[1], [2, 5], [3, 7], [1.5, 4, 6, 8, 9], [1.2, 1.4, 1.6, 1.8, 2.5, 3.5, 4.5]];

    /// <summary>Prices of the ticks, lowest first.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="top">Upper edge of the room for labels, pixels.</param>
    /// <param name="bottom">Lower edge.</param>
    /// <param name="spacing">Least distance between labels, pixels.</param>
    /// <param name="decimals">Decimals that a label can show; no step is finer.</param>
    public static List<double> Prices(PriceScale scale, double top, double bottom, double spacing, int decimals)
    {
        var ticks = scale.Mode == PriceScaleMode.Logarithmic && scale.High > scale.Low * 2.5
            ? Logarithmic(scale, spacing, decimals)
            : Linear(scale, spacing, decimals);
        ticks.RemoveAll(price => scale.Y(price) < top || scale.Y(price) > bottom);
        ticks.Sort();
        return ticks;
    }

    /// <summary>The smallest of 1, 2, 2.5, 5 times a power of ten that is at least so large and shows with the decimals given.</summary>
    public static double RoundStep(double atLeast, int decimals)
    {
        var finest = Math.Pow(10, -decimals);
        atLeast = Math.Max(atLeast, finest);
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var round in RoundSteps)
        {
            var step = round * power;
            if (step >= atLeast * (1 - 1e-9) && (round != 2.5 || power > finest * 1.5)) return step;
        }
        return 10 * power;
    }

    private static List<double> Linear(PriceScale scale, double spacing, int decimals)
    {
        double low = scale.ToScale(scale.Low), high = scale.ToScale(scale.High);
        var isLogarithmic = scale.Mode == PriceScaleMode.Logarithmic;
        if (isLogarithmic) (low, high) = (scale.Low, scale.High);
        var pixels = Math.Abs(scale.Y(scale.High) - scale.Y(scale.Low));
        // On a logarithmic scale equal steps lie closest at the head, by the ratio of the ends at most.
        var crowding = isLogarithmic ? (high - low) / (high * Math.Log(high / low)) : 1;
        var step = RoundStep((high - low) / (pixels * crowding) * spacing, decimals);
        var ticks = new List<double>();
        for (var n = Math.Ceiling(low / step); n * step <= high && ticks.Count < 1000; n++)
            ticks.Add(isLogarithmic ? n * step : scale.FromScale(n * step));
        return ticks;
    }

    private static List<double> Logarithmic(PriceScale scale, double spacing, int decimals)
    {
        var units = Math.Pow(10, decimals);
        var ticks = new List<double>();
        int first = (int)Math.Floor(Math.Log10(scale.Low)), last = (int)Math.Ceiling(Math.Log10(scale.High));
        foreach (var rank in LogarithmicRanks)
        {
            for (var power = first; power <= last; power++)
            {
                foreach (var digit in rank)
                {
                    var price = digit * Math.Pow(10, power);
                    if (price < scale.Low || price > scale.High || Math.Abs((price * units) - Math.Round(price * units)) > 1e-6 * price * units) continue;
                    var y = scale.Y(price);
                    if (ticks.TrueForAll(t => Math.Abs(scale.Y(t) - y) >= spacing)) ticks.Add(price);
                }
            }
        }
        return ticks;
    }
}
