using TradeMatrix.Analysis.Levels;
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
    public static DailyLevels? Of(BarSeries bars, Timeframe timeframe, ExchangeCalendar hours) =>
        DayPrices.Last(bars, timeframe, hours, 2) is [var day, var before] ? new(before.High, before.Low, before.Close, day.Open) : null;

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
