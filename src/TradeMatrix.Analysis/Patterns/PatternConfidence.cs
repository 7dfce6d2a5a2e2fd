namespace TradeMatrix.Analysis.Patterns;

/// <summary>
/// What a quality is worth: the share of right detections of that quality, measured on synthetic series of three noises, half of which hold no
/// pattern. A test measures it again on other seeds.
/// </summary>
internal static class PatternConfidence
{
    private static readonly (double Quality, double Confidence)[] Measured =
        [(0, 0.05), (0.25, 0.2), (0.4, 0.45), (0.55, 0.55), (0.65, 0.75), (0.75, 0.88), (0.85, 0.95), (1, 0.98)];

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
