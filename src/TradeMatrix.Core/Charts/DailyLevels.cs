using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts;

/// <summary>Prices of the last trading day of a series and the one before it.</summary>
/// <param name="PreviousHigh">Highest price of the day before.</param>
/// <param name="PreviousLow">Lowest price of the day before.</param>
/// <param name="PreviousClose">Last price of the day before.</param>
/// <param name="Open">First price of the last day.</param>
public sealed record DailyLevels(double PreviousHigh, double PreviousLow, double PreviousClose, double Open)
{
    /// <summary>The levels of a series; null when it has fewer than two trading days, or bars longer than a day.</summary>
    public static DailyLevels? Of(BarSeries bars, Timeframe timeframe, ExchangeCalendar hours)
    {
        if (!timeframe.IsIntraday && timeframe != Timeframe.D1) return null;
        var (day, open) = (int.MinValue, double.NaN);
        double high = double.NegativeInfinity, low = double.PositiveInfinity, close = double.NaN;
        int? previous = null;
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (bars.IsGap(i) || (timeframe.IsIntraday && !hours.IsRegular(bars.Time[i]))) continue;
            var of = hours.TradingDay(bars.Time[i], timeframe);
            if (day == int.MinValue) day = of;
            if (of == day)
            {
                open = bars.Open[i];
                continue;
            }
            if (previous is { } p && of != p) break;
            if (previous is null) (previous, close) = (of, bars.Close[i]);
            high = Math.Max(high, bars.High[i]);
            low = Math.Min(low, bars.Low[i]);
        }
        return previous is null ? null : new DailyLevels(high, low, close, open);
    }

    /// <summary>A spec with a profile's lines drawn at these levels.</summary>
    public ChartSpec AddTo(ChartSpec spec, IReadOnlyList<ChartProfile.LevelLine> lines) => lines.Count == 0 ? spec : spec with { Drawings = [.. spec.Drawings, .. lines.Select(Draw)] };

    private DrawingSpec Draw(ChartProfile.LevelLine line)
    {
        var price = line.Level switch
        {
            "previousHigh" => PreviousHigh,
            "previousLow" => PreviousLow,
            "previousClose" => PreviousClose,
            _ => Open,
        };
        var drawing = new DrawingSpec("Horizontal Line").With("price", price);
        return drawing with { Override = drawing.Override.SetItem("lineColor", line.Color).SetItem("lineWidth", line.Width).SetItem("lineStyle", line.Style) };
    }
}
