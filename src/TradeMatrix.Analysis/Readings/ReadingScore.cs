using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Trends;

namespace TradeMatrix.Analysis.Readings;

/// <summary>How much a chart has to say: 0.35 trend + 0.30 best pattern + 0.25 levels + 0.10 agreement. What is missing counts 0.</summary>
/// <param name="Trend">Strength of the trend, 0 to 1.</param>
/// <param name="Pattern">Confidence of the best current pattern.</param>
/// <param name="Levels">Mean of the strongest support's and the strongest resistance's strength.</param>
/// <param name="Agreement">How far timeframes agree, as <see cref="Agree"/> says; 0 for a single one.</param>
/// <param name="Overall">The sum, 0 to 1, two decimals.</param>
public sealed record ReadingScore(double Trend, double Pattern, double Levels, double Agreement, double Overall)
{
    /// <summary>The score of a chart.</summary>
    /// <param name="trend">Its trend.</param>
    /// <param name="patterns">Its current patterns.</param>
    /// <param name="levels">Its supports and resistances.</param>
    /// <param name="agreement">How far timeframes agree, 0 to 1.</param>
    public static ReadingScore Of(TrendReading trend, IReadOnlyList<ChartPattern> patterns, IReadOnlyList<PriceLevel> levels, double agreement = 0)
    {
        ArgumentNullException.ThrowIfNull(trend);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(levels);
        double best = 0, support = 0, resistance = 0;
        foreach (var pattern in patterns) best = Math.Max(best, pattern.Confidence);
        foreach (var level in levels)
        {
            if (level.Kind == LevelKind.Support) support = Math.Max(support, level.Strength);
            else resistance = Math.Max(resistance, level.Strength);
        }
        return Sum(trend.Strength, best, (support + resistance) / 2, agreement);
    }

    /// <summary>The same score with the agreement that the caller found over several timeframes.</summary>
    /// <param name="agreement">0 to 1.</param>
    public ReadingScore WithAgreement(double agreement) => Sum(Trend, Pattern, Levels, agreement);

    /// <summary>How far the trends of several timeframes agree: how many more of them rise than fall, or fall than rise, as a share of all; 0 for fewer than two.</summary>
    /// <param name="trends">A trend each.</param>
    public static double Agree(IReadOnlyCollection<TrendKind> trends)
    {
        ArgumentNullException.ThrowIfNull(trends);
        if (trends.Count < 2) return 0;
        var balance = 0;
        foreach (var trend in trends) balance += trend switch { TrendKind.Bullish => 1, TrendKind.Bearish => -1, _ => 0 };
        return Math.Round(Math.Abs(balance) / (double)trends.Count, 2);
    }

    private static ReadingScore Sum(double trend, double pattern, double levels, double agreement) => new(
        trend, pattern, levels, agreement,
        Math.Round((0.35 * trend) + (0.30 * pattern) + (0.25 * levels) + (0.10 * agreement), 2, MidpointRounding.AwayFromZero));
}
