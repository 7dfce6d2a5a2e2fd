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

    /// <summary>Prices from which squares and sums may overflow.</summary>
    private const double Largest = 1e100;

    /// <summary>
    /// The patterns that still matter: those forming, and those confirmed at most as long ago as they took to form that have neither
    /// reached their target nor been ruled out by a close since.
    /// </summary>
    public required ImmutableArray<ChartPattern> Current { get; init; }

    /// <summary>One line for a log or an alternative text.</summary>
    public required string Summary { get; init; }

    /// <summary>Reads bars at their end.</summary>
    /// <param name="bars">The bars, oldest first; any number, with gaps or without volume; one with an infinite price counts as a gap. 200 and more give every part.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades; null for around the clock.</param>
    /// <param name="agreement">How far this trend and those of other timeframes agree, as <see cref="ReadingScore.Agree"/> says.</param>
    public static MarketReading Read(BarSeries bars, Timeframe timeframe, ExchangeCalendar? calendar = null, double agreement = 0)
    {
        ArgumentNullException.ThrowIfNull(bars);
        bars = Finite(bars);
        calendar ??= ExchangeCalendar.Continuous("Etc/UTC");
        var last = bars.Count - 1;
        while (last >= 0 && bars.IsGap(last)) last--;
        var ranges = Analysis.AverageRange.Of(bars);
        var swings = ZigZag.Of(bars, 3, ranges);
        var trend = TrendReading.Of(bars, swings, ranges);
        var levels = SupportResistance.Of(bars, ZigZag.Of(bars, 1.5, ranges), ranges, 3, 2);
        var patterns = ChartPatterns.Find(bars);
        var current = CurrentOf(patterns, bars, last);
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

    /// <summary>The bars with those of an infinite price, or one whose arithmetic would overflow, as gaps.</summary>
    private static BarSeries Finite(BarSeries bars)
    {
        var isUsual = true;
        for (var i = 0; i < bars.Count && isUsual; i++) isUsual = bars.IsGap(i) || IsUsual(bars[i]);
        return isUsual ? bars : BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => IsUsual(bars[i]) ? bars[i] : new Bar(bars.Time[i], double.NaN, double.NaN, double.NaN, double.NaN))]);

        static bool IsUsual(Bar bar) => Math.Abs(bar.Open) < Largest && Math.Abs(bar.High) < Largest && Math.Abs(bar.Low) < Largest && Math.Abs(bar.Close) < Largest;
    }

    private static ImmutableArray<ChartPattern> CurrentOf(IReadOnlyList<ChartPattern> patterns, BarSeries bars, int last)
    {
        var current = ImmutableArray.CreateBuilder<ChartPattern>();
        foreach (var pattern in patterns)
        {
            if (pattern.State == PatternState.Forming || (pattern.State == PatternState.Confirmed && last - pattern.Known <= pattern.End - pattern.Start && !IsOver(pattern, bars)))
                current.Add(pattern);
        }
        return current.DrainToImmutable();
    }

    /// <summary>Whether a confirmed pattern has reached its target, or a close lies beyond what rules it out; a level channel is over when it is left.</summary>
    private static bool IsOver(ChartPattern pattern, BarSeries bars)
    {
        var levels = pattern.KeyLevels;
        var sign = (int)pattern.Type;
        var first = Math.Max(pattern.Known, pattern.Lines[0].End.Index);
        for (var i = first; i < bars.Count; i++)
        {
            if (bars.IsGap(i)) continue;
            var close = bars.Close[i];
            // Of the bar that broke it only the close surely came after.
            var best = i == first ? close : sign > 0 ? bars.High[i] : bars.Low[i];
            if (levels.TryGetValue("target", out var target) && sign * (best - target) >= 0) return true;
            if (levels.TryGetValue("invalidation", out var invalidation) ? sign * (close - invalidation) < 0 : close > levels["upper"] || close < levels["lower"]) return true;
        }
        return false;
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
