using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>The bars that are wanted of a feed.</summary>
/// <param name="Symbol">Symbol as the feed writes it.</param>
/// <param name="Timeframe">Timeframe of the bars.</param>
/// <param name="From">First open time, Unix milliseconds UTC.</param>
/// <param name="To">The open time behind the last one, Unix milliseconds UTC.</param>
public sealed record FeedRequest(string Symbol, Timeframe Timeframe, long From, long To)
{
    private const int LongestSymbol = 64;

    /// <summary>Refuses what the feed cannot have.</summary>
    /// <exception cref="FeedException">The symbol is none.</exception>
    /// <exception cref="ArgumentException">The feed does not have the timeframe, or the span is empty.</exception>
    internal void Check(IFeed feed)
    {
        CheckSpan(feed.Name);
        if (!feed.Timeframes.Contains(Timeframe))
            throw new ArgumentException($"timeframe: '{Timeframe}' must be one of {string.Join(", ", feed.Timeframes)} for {feed.Name}", nameof(feed));
    }

    /// <summary>As <see cref="Check"/>, for a feed that has every timeframe.</summary>
    internal void CheckSpan(string feed)
    {
        if (From >= To || From < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || To > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            throw new ArgumentException($"from: {From} must be a Unix time in milliseconds before 'to', {To}", nameof(feed));
        // Dots alone would climb in the vendor's path.
        if (Symbol.Length is 0 or > LongestSymbol || Symbol.Trim('.', ' ').Length == 0 || Symbol.Any(char.IsControl))
            throw new FeedException(feed, Symbol, FeedFailure.UnknownSymbol, $"a symbol must have 1 to {LongestSymbol} letters, digits or signs");
    }
}
