namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Arnaud Legoux Moving Average (Legoux and Kouzis-Loukas, 2009): weights by a normal curve whose peak lies at
/// offset · (n − 1) from the oldest bar, with a width of n / sigma bars.
/// </summary>
internal static class ArnaudLegouxMovingAverage
{
    public static readonly Study Study = new("Arnaud Legoux Moving Average", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", MovingAverages.Weighted(x.Bars.Close, Weights(x.Int("in_0"), x.Number("in_1"), x.Number("in_2")))));

    private static double[] Weights(int length, double offset, double sigma)
    {
        if (length < 1) return [];
        double peak = offset * (length - 1), width = length / sigma;
        // Relative to the bar nearest to the peak: a peak far outside the window would make every weight 0.
        var nearest = Exponent(Math.Clamp(Math.Round(peak), 0, length - 1));
        var weights = new double[length];
        for (var i = 0; i < length; i++) weights[i] = Math.Exp(Exponent(i) - nearest);
        return weights;

        double Exponent(double i) => -(i - peak) * (i - peak) / (2 * width * width);
    }
}
