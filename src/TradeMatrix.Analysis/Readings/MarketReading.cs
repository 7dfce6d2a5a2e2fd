using System.Collections.Immutable;
using TradeMatrix.Analysis.Candles;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Swings;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Readings;

/// <summary>All that bars show at the close of the last one. It knows nothing later: more bars never change an earlier reading.</summary>
/// <param name="Timeframe">Timeframe of the bars.</param>
/// <param name="Time">Open time of the last bar with prices, Unix milliseconds UTC; null without any.</param>
/// <param name="Close">Its close; null without prices.</param>
/// <param name="AverageRange">Its average true range over 14 bars, price units; null without prices.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Patterns">Chart patterns of the whole series, oldest first, failed ones included.</param>
/// <param name="Candles">Candlestick patterns of the last three bars, oldest first.</param>
/// <param name="Swings">Swings of three average ranges, oldest first.</param>
/// <param name="Levels">Supports and resistances from swings, at most three on either side, the nearest first.</param>
/// <param name="Day">Levels valid for the last bar's trading day; null for bars longer than a day, and without the day before.</param>
/// <param name="Sessions">Ranges of the day's windows so far, for bars short enough to lie in them.</param>
/// <param name="RoundBelow">The nearest round price at or below the close; null without prices.</param>
/// <param name="RoundAbove">The nearest round price above the close.</param>
/// <param name="Score">How much the chart has to say.</param>
public sealed record MarketReading(
    string Timeframe, long? Time, double? Close, double? AverageRange, TrendReading Trend, ImmutableArray<ChartPattern> Patterns,
    ImmutableArray<CandleMatch> Candles, ImmutableArray<Swing> Swings, ImmutableArray<PriceLevel> Levels, DayLevels? Day,
    ImmutableArray<SessionRange> Sessions, double? RoundBelow, double? RoundAbove, ReadingScore Score)
{
    private const int CandleBars = 3;

    /// <summary>The patterns that still matter: those forming, and those confirmed at most as long ago as they took to form.</summary>
    public required ImmutableArray<ChartPattern> Current { get; init; }

    /// <summary>One line for a log or an alternative text.</summary>
    public required string Summary { get; init; }

    /// <summary>Reads bars at their end.</summary>
    /// <param name="bars">The bars, oldest first; any number, with gaps or without volume. 200 and more give every part.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades; null for around the clock.</param>
    /// <param name="agreement">How far this trend and those of other timeframes agree, as <see cref="ReadingScore.Agree"/> says.</param>
    public static MarketReading Read(BarSeries bars, Timeframe timeframe, ExchangeCalendar? calendar = null, double agreement = 0)
    {
        ArgumentNullException.ThrowIfNull(bars);
        calendar ??= ExchangeCalendar.Continuous("Etc/UTC");
        var last = bars.Count - 1;
        while (last >= 0 && bars.IsGap(last)) last--;
        var ranges = Analysis.AverageRange.Of(bars);
        var swings = ZigZag.Of(bars, 3, ranges);
        var trend = TrendReading.Of(bars, swings, ranges);
        var levels = SupportResistance.Of(bars, ZigZag.Of(bars, 1.5, ranges), ranges, 3, 2);
        var patterns = ChartPatterns.Find(bars);
        var current = CurrentOf(patterns, last);
        double? close = last < 0 ? null : bars.Close[last], range = last < 0 ? null : ranges[last];
        var round = last < 0 ? null : RoundNumbers.Around(bars.Close[last], ranges[last]);
        return new(
            timeframe.ToString(), last < 0 ? null : bars.Time[last], close, range, trend, [.. patterns], [.. CandlePatterns.Find(bars, bars.Count - CandleBars)],
            [.. swings], [.. levels], last < 0 ? null : DayLevels.For(calendar.TradingDay(bars.Time[last], timeframe), bars, timeframe, calendar),
            SessionsOf(bars, timeframe), round?.Below, round?.Above, ReadingScore.Of(trend, current, levels, agreement))
        {
            Current = current,
            Summary = ReadingText.Summarize(bars, timeframe, last, trend, current, levels),
        };
    }

    private static ImmutableArray<ChartPattern> CurrentOf(IReadOnlyList<ChartPattern> patterns, int last)
    {
        var current = ImmutableArray.CreateBuilder<ChartPattern>();
        foreach (var pattern in patterns)
        {
            if (pattern.State == PatternState.Forming || (pattern.State == PatternState.Confirmed && last - pattern.Known <= pattern.End - pattern.Start))
                current.Add(pattern);
        }
        return current.DrainToImmutable();
    }

    private static ImmutableArray<SessionRange> SessionsOf(BarSeries bars, Timeframe timeframe)
    {
        if (!timeframe.IsIntraday) return [];
        var ranges = ImmutableArray.CreateBuilder<SessionRange>();
        foreach (var window in SessionWindow.All)
        {
            if (window.Latest(bars, timeframe) is { } range) ranges.Add(range);
        }
        return ranges.DrainToImmutable();
    }
}
