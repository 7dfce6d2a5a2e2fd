using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting;

/// <summary>Draws charts. Pure: the same spec and bars give the same pixels, on any machine.</summary>
public static class Chart
{
    /// <summary>Draws a chart.</summary>
    /// <param name="spec">What to show.</param>
    /// <param name="bars">The symbol's bars, oldest first.</param>
    /// <param name="format">File format.</param>
    /// <param name="others">Bars of other symbols that studies compare with, by symbol.</param>
    /// <exception cref="ChartSpecException">The spec is wrong or leaves nothing to draw; it lists every problem.</exception>
    public static ChartPicture Draw(ChartSpec spec, BarSeries bars, PictureFormat format = PictureFormat.Png, IReadOnlyDictionary<string, BarSeries>? others = null)
    {
        var layout = ChartLayout.Create(spec, bars, others);
        return new ChartPicture(PictureEncoder.Encode(layout, format), format, layout);
    }

    /// <summary>What a chart shows, as <see cref="ChartPicture.ToDataJson"/> writes it, without drawing it.</summary>
    /// <param name="spec">What to show.</param>
    /// <param name="bars">The symbol's bars, oldest first.</param>
    /// <param name="others">Bars of other symbols that studies compare with, by symbol.</param>
    /// <exception cref="ChartSpecException">The spec is wrong or leaves nothing to show; it lists every problem.</exception>
    public static string Describe(ChartSpec spec, BarSeries bars, IReadOnlyDictionary<string, BarSeries>? others = null) => ChartDataJson.Write(ChartLayout.Create(spec, bars, others));

    /// <summary>How many of a series' bars, from the first on, had closed by a time: a chart as of that time knows those alone.</summary>
    /// <param name="bars">The bars, oldest first.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="asOf">Unix milliseconds UTC.</param>
    public static int ClosedBy(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, long asOf) => BarWindow.ClosedBy(bars, timeframe, calendar, asOf);

    /// <summary>Which of a series' bars make the same picture as all of them, so that the rest need not be read.</summary>
    /// <param name="spec">What to show. It must be valid.</param>
    /// <param name="last">Open time of the series' last bar, Unix milliseconds UTC.</param>
    public static BarDemand BarsNeeded(ChartSpec spec, long last) => BarWindow.Demand(spec, StudyRunner.WarmUpOf(spec), last);
}
