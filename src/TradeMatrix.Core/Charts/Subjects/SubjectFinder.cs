using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts.Subjects;

/// <summary>
/// Finds what a chart shall be of, also when nobody has imported it: by any name in the database, by the ticker alone, in the
/// enabled feeds, and at last as demonstration data.
/// </summary>
public sealed class SubjectFinder(SymbolStore symbols, SymbolDiscovery discovery, DemoBarSource demo)
{
    /// <summary>Finds a symbol or reads a formula.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="name">Symbol, alias, <c>EXCHANGE:TICKER</c> or formula.</param>
    /// <param name="timeframe">Timeframe of the chart, for a look-up in the feeds.</param>
    /// <exception cref="ServiceException">There is no such symbol, or it is disabled.</exception>
    public async Task<ChartSubject> FindAsync(Caller caller, string name, Timeframe timeframe, CancellationToken cancellationToken)
    {
        if (await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) is not null || SymbolFormula.TryParse(name) is not { } formula)
            return await SymbolAsync(caller, name, timeframe, cancellationToken).ConfigureAwait(false);
        var operands = new List<ChartSubject>();
        foreach (var symbol in formula.Symbols) operands.Add(await SymbolAsync(caller, symbol, timeframe, cancellationToken).ConfigureAwait(false));
        var first = operands[0].Symbol;
        return new ChartSubject(new MarketSymbol { Symbol = name.ToUpperInvariant(), Exchange = first.Exchange, Timezone = first.Timezone })
        {
            Formula = formula, Operands = [.. operands.Select(o => o.Symbol)], Notices = [.. operands.SelectMany(o => o.Notices)],
        };
    }

    private async Task<ChartSubject> SymbolAsync(Caller caller, string name, Timeframe timeframe, CancellationToken cancellationToken)
    {
        if (await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) is { } known) return new ChartSubject(Enabled(known));
        if (SymbolEdit.CheckSymbol(name) is { } problem) throw ServiceException.Invalid([problem]);
        var exchange = ExchangeCalendar.ExchangeOf(name);
        var ticker = name[(name.IndexOf(':') + 1)..];
        if (ticker.Length < name.Length && await symbols.ResolveAsync(caller, ticker, cancellationToken).ConfigureAwait(false) is { } own && IsOf(own, exchange))
            return new ChartSubject(Enabled(own)) { Notices = [$"symbol: '{name}' is taken for '{own.Symbol}'"] };
        if (await discovery.DiscoverAsync(name, timeframe, cancellationToken).ConfigureAwait(false) is { } found) return new ChartSubject(Enabled(found));
        if (demo.IsEnabled) return new ChartSubject(new MarketSymbol { Symbol = name.ToUpperInvariant(), Exchange = exchange.Length > 0 ? exchange : null, Vendor = FeedNames.Demo });
        throw ServiceException.UnknownSymbol(name);
    }

    /// <summary>Whether a symbol without a name at an exchange may be meant by one with it.</summary>
    private static bool IsOf(MarketSymbol symbol, string exchange) => symbol.Exchange is null || symbol.Exchange.Equals(exchange, StringComparison.OrdinalIgnoreCase);

    private static MarketSymbol Enabled(MarketSymbol symbol) =>
        symbol.Active ? symbol : throw new ServiceException(ErrorCode.InvalidSymbol, $"symbol: '{symbol.Symbol}' must be enabled");
}
