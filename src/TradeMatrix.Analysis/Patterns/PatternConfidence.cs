namespace TradeMatrix.Analysis.Patterns;

/// <summary>
/// What a quality is worth: the share of right detections of that quality, measured on synthetic series of three noises, half of which hold no
/// pattern. A test measures it again on other seeds.
/// </summary>
internal static class PatternConfidence
{
    private static readonly (double Quality, double Confidence)[] Measured = [(0.35, 0.65), (0.5, 0.69), (0.6, 0.8), (0.7, 0.91), (0.85, 0.96), (1, 0.98)];

    /// <summary>Straight between the measured qualities, two decimals.</summary>
    public static double Of(double quality)
    {
        var i = 1;
        while (i < Measured.Length - 1 && quality > Measured[i].Quality) i++;
        var (low, high) = (Measured[i - 1], Measured[i]);
        var share = Math.Clamp((quality - low.Quality) / (high.Quality - low.Quality), 0, 1);
        return Math.Round(low.Confidence + (share * (high.Confidence - low.Confidence)), 2);
    }
}
