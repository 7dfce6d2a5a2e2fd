using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Trends;

/// <summary>The trend at the last bar, from three witnesses: the averages' order (weight 0.4), a regression line (0.3) and the swings (0.3).</summary>
/// <param name="Kind">
/// Bullish or bearish when the witnesses' weighted sum (each +1, 0 or −1) passes a quarter of the weights of those that could be heard;
/// unknown when fewer than two could.
/// </param>
/// <param name="Strength">
/// 0 to 1: how far the witnesses agree on one direction, the size of that sum over all weights. 1 when all three were heard and point the
/// same way, 0.6 to 0.7 when two do and the third sees none; for a sideways trend at most 0.25. One that could not be heard counts nothing.
/// </param>
/// <param name="Averages">The averages; null without prices.</param>
/// <param name="Regression">The line through the last 50 closes; null with fewer.</param>
/// <param name="Structure">How the swings lie.</param>
public sealed record TrendReading(TrendKind Kind, double Strength, EmaStack? Averages, RegressionLine? Regression, MarketStructure Structure)
{
    private const double Threshold = 0.25;

    /// <summary>Reads the trend of a series at its end.</summary>
    /// <param name="bars">The bars; gaps are passed over.</param>
    public static TrendReading Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var ranges = AverageRange.Of(bars);
        return Of(bars, ZigZag.Of(bars, 3, ranges), ranges);
    }

    /// <summary>As <see cref="Of(BarSeries)"/>, with swings and ranges computed before.</summary>
    internal static TrendReading Of(BarSeries bars, IReadOnlyList<Swing> swings, double[] ranges)
    {
        var averages = EmaStack.Of(bars);
        var regression = RegressionLine.Of(bars, 50, ranges);
        var structure = MarketStructure.Of(swings);
        double sum = 0, weights = 0;
        var heard = 0;
        Hear(averages?.Kind ?? TrendKind.Unknown, 0.4);
        Hear(regression?.Kind ?? TrendKind.Unknown, 0.3);
        Hear(structure.Kind, 0.3);
        var kind = heard < 2 ? TrendKind.Unknown
            : sum > Threshold * weights ? TrendKind.Bullish
            : sum < -Threshold * weights ? TrendKind.Bearish : TrendKind.Sideways;
        return new(kind, kind == TrendKind.Unknown ? 0 : Math.Round(Math.Abs(sum), 2), averages, regression, structure);

        void Hear(TrendKind witness, double weight)
        {
            if (witness == TrendKind.Unknown) return;
            heard++;
            weights += weight;
            sum += witness switch { TrendKind.Bullish => weight, TrendKind.Bearish => -weight, _ => 0 };
        }
    }
}
