namespace TradeMatrix.Analysis.Readings;

/// <summary>
/// The score that earlier versions gave, kept to compare with: parts that are present add score and weight, absent ones neither; so a pattern
/// lowers the score of a clear chart. <see cref="ReadingScore"/> is the one to use.
/// </summary>
public static class OriginScore
{
    /// <summary>The score, 0 to 1, two decimals.</summary>
    /// <param name="isTrendClear">Whether the trend is bullish, bearish or sideways, and not unknown.</param>
    /// <param name="patterns">Confidence of each pattern.</param>
    /// <param name="hasSupport">Whether there is a support.</param>
    /// <param name="hasResistance">Whether there is a resistance.</param>
    public static double Of(bool isTrendClear, IReadOnlyList<double> patterns, bool hasSupport, bool hasResistance)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        double score = 0, weight = 0;
        if (isTrendClear) (score, weight) = (0.35, 0.35);
        if (patterns.Count > 0)
        {
            var sum = 0.0;
            foreach (var confidence in patterns) sum += confidence;
            score += Math.Min(0.1 * patterns.Count, 0.3) * sum / patterns.Count;
            weight += 0.3;
        }
        else
        {
            score += 0.15;
            weight += 0.15;
        }
        if (hasSupport || hasResistance)
        {
            score += hasSupport && hasResistance ? 0.25 : 0.15;
            weight += 0.25;
        }
        // Without trend and levels the part for no pattern would stand alone and give 1.
        if (patterns.Count == 0 && !isTrendClear && !hasSupport && !hasResistance) return 0;
        return Math.Round(Math.Min(score / weight, 1), 2, MidpointRounding.AwayFromZero);
    }
}
