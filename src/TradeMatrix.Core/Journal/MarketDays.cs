using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Journal;

/// <summary>How a user's symbols went: the day before a day, or over several days.</summary>
public sealed class MarketDays(SymbolStore symbols, BarLoader loader)
{
    private const int MostSymbols = 30;

    /// <summary>Of the symbols that were traded, and of the user's own, those that have daily bars.</summary>
    /// <param name="caller">The user.</param>
    /// <param name="traded">Symbols of trades.</param>
    /// <param name="period">A day, for which the trading day before it counts, or several, which count themselves.</param>
    internal async Task<IReadOnlyList<MarketDay>> OfAsync(Caller caller, IEnumerable<string> traded, ReportPeriod period, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<Guid, MarketSymbol>();
        foreach (var name in traded.Distinct(StringComparer.Ordinal))
        {
            if (await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) is { } symbol) wanted.TryAdd(symbol.Id, symbol);
        }
        foreach (var own in (await symbols.ListAsync(caller, cancellationToken).ConfigureAwait(false)).Where(s => s.UserId == caller.UserId && s.Active)) wanted.TryAdd(own.Id, own);
        var days = new List<MarketDay>();
        foreach (var symbol in wanted.Values.OrderBy(s => s.Symbol, StringComparer.Ordinal).Take(MostSymbols))
        {
            var spec = new ChartSpec { Symbol = symbol.Symbol, Exchange = symbol.Exchange, Interval = Timeframe.D1, Timezone = symbol.Timezone, Bars = 60 + (period.Last.DayNumber - period.First.DayNumber), AsOf = BarStore.ToUnix(period.To) };
            if (await loader.LoadAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false) is { IsDemo: false } loaded && Of(symbol, loaded.Bars, period) is { } day) days.Add(day);
        }
        return days;
    }

    private static MarketDay? Of(MarketSymbol symbol, BarSeries bars, ReportPeriod period)
    {
        var calendar = BarLoader.CalendarOf(symbol, symbol.Timezone);
        var (high, low, close, last) = (double.NegativeInfinity, double.PositiveInfinity, double.NaN, DateOnly.MinValue);
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (bars.IsGap(i)) continue;
            var date = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(calendar.TradingDay(bars.Time[i], Timeframe.D1)));
            if (period.First == period.Last ? date >= period.First : date > period.Last) continue;
            if (last == DateOnly.MinValue && period.First != period.Last && date < period.First) return null;
            // Of a day the one before it counts, of several all.
            var isIn = last == DateOnly.MinValue || (period.First != period.Last && date >= period.First);
            if (!isIn) return new MarketDay(symbol.Symbol, last, high, low, close, (close / bars.Close[i] * 100) - 100);
            if (last == DateOnly.MinValue) (last, close) = (date, bars.Close[i]);
            (high, low) = (Math.Max(high, bars.High[i]), Math.Min(low, bars.Low[i]));
        }
        return last == DateOnly.MinValue ? null : new MarketDay(symbol.Symbol, last, high, low, close, null);
    }
}
