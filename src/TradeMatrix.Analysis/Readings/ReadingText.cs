using System.Globalization;
using System.Text;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Analysis.Readings;

/// <summary>Readings in words.</summary>
internal static class ReadingText
{
    public static string Summarize(
        BarSeries bars, Timeframe timeframe, int last, TrendReading trend, IReadOnlyList<ChartPattern> current, IReadOnlyList<PriceLevel> levels)
    {
        if (last < 0) return $"{timeframe}: no prices.";
        var decimals = PricePrecision.Of(bars, bars.Count);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(bars.Time[last]).ToString(timeframe.IsIntraday ? "yyyy-MM-dd HH:mm 'UTC'" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{timeframe} at {time}: close {Price(bars.Close[last])}, trend {trend.Kind.ToString().ToLowerInvariant()} ({trend.Strength:0.00})");
        foreach (var pattern in current)
        {
            var state = pattern.State.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"; {PatternText.Title(pattern.Name).ToLowerInvariant()} {state} (fit {pattern.Confidence:0.00})");
            if (pattern.KeyLevels.TryGetValue("breakout", out var breakout) && pattern.KeyLevels.TryGetValue("target", out var target))
                text.Append(CultureInfo.InvariantCulture, $", breakout {Price(breakout)}, target {Price(target)}");
        }
        Append("support", LevelKind.Support);
        Append("resistance", LevelKind.Resistance);
        return text.Append('.').ToString();

        string Price(double value) => NumberText.Price(value, decimals);
        void Append(string name, LevelKind kind)
        {
            var prices = levels.Where(l => l.Kind == kind).Select(l => Price(l.Price)).ToList();
            if (prices.Count > 0) text.Append(CultureInfo.InvariantCulture, $"; {name} {string.Join(" and ", prices)}");
        }
    }
}
