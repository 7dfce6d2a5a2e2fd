using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>A source of bars. Safe for parallel use.</summary>
public interface IFeed
{
    /// <summary>One of <see cref="FeedNames"/>.</summary>
    string Name { get; }

    /// <summary>One of <see cref="Symbols.SymbolNamespace.All"/>: whose form of a symbol it takes.</summary>
    string SymbolNamespace { get; }

    /// <summary>Timeframes that it has; others are to be made of these.</summary>
    IReadOnlyList<Timeframe> Timeframes { get; }

    /// <summary>Fetches the bars of a span.</summary>
    /// <param name="request">Symbol in the feed's own form, timeframe and span.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>The bars; none when the market did not trade in the span.</returns>
    /// <exception cref="FeedException">The feed has no answer.</exception>
    /// <exception cref="ArgumentException">The feed does not have the timeframe, or the span is empty.</exception>
    Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken);
}
