using System.Text.Json.Nodes;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Agents;

/// <summary>Bars as agents need them: those that have closed by a time and will not change any more, without gaps at their end.</summary>
public sealed class ClosedBars(BarLoader loader)
{
    /// <summary>What shows them in a chart: agents look at the exchange's whole day.</summary>
    public static JsonObject WholeDay => new() { ["session"] = "extended" };

    /// <summary>The last closed bars; null when none is stored, or none has closed.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="now">The time, Unix milliseconds UTC.</param>
    public async Task<ClosedSeries?> LastAsync(Caller owner, MarketSymbol symbol, Timeframe timeframe, int count, long now, CancellationToken cancellationToken)
    {
        var series = Closed(await loader.LastAsync(owner, symbol, timeframe, count, cancellationToken).ConfigureAwait(false), symbol, timeframe, now);
        return series is null || series.Bars.Count <= count ? series : series with { Bars = series.Bars.Slice(series.Bars.Count - count, count) };
    }

    /// <summary>The closed bars from a time on and some before it; null when none is stored, or none has closed.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="from">First open time, Unix milliseconds UTC.</param>
    /// <param name="before">How many bars before the first.</param>
    /// <param name="now">The time, Unix milliseconds UTC.</param>
    public async Task<ClosedSeries?> SinceAsync(Caller owner, MarketSymbol symbol, Timeframe timeframe, long from, int before, long now, CancellationToken cancellationToken) =>
        Closed(await loader.SinceAsync(owner, symbol, timeframe, from, before, cancellationToken).ConfigureAwait(false), symbol, timeframe, now);

    private static ClosedSeries? Closed(LoadedBars? loaded, MarketSymbol symbol, Timeframe timeframe, long now)
    {
        if (loaded is null or { IsDemo: true } or { Source: FeedNames.Demo } || loaded.Bars.Count == 0) return null;
        // Agents judge by hours: where no exchange is known, the bars themselves show them.
        var calendar = BarLoader.CalendarOf(symbol, symbol.Timezone) is { Exchange.Length: > 0 } known ? known : ExchangeCalendar.Infer(loaded.Bars, timeframe, symbol.Timezone);
        var asOf = Math.Min(now, loaded.KnownTo ?? now);
        var count = Chart.ClosedBy(loaded.Bars, timeframe, calendar, asOf);
        while (count > 0 && loaded.Bars.IsGap(count - 1)) count--;
        return count == 0 ? null : new ClosedSeries(loaded.Bars.Slice(0, count), loaded.Bars, timeframe, calendar, asOf);
    }
}
