using System.Text;

namespace TradeMatrix.Core.Feeds;

/// <summary>Bars that a feed did not give. The message is one line and never holds a key or an address with one in it.</summary>
/// <param name="feed">Name of the feed.</param>
/// <param name="symbol">The symbol asked for.</param>
/// <param name="kind">Why.</param>
/// <param name="reason">What is wrong, perhaps in the vendor's words.</param>
/// <param name="retryAfter">How long to wait before the next call, when that is known.</param>
/// <param name="inner">The cause, such as a network error.</param>
public sealed class FeedException(string feed, string symbol, FeedFailure kind, string reason, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"{feed}, {OneLine(symbol)}: {OneLine(reason)}", inner)
{
    /// <summary>Name of the feed.</summary>
    public string Feed { get; } = feed;

    /// <summary>The symbol asked for.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>Why.</summary>
    public FeedFailure Kind { get; } = kind;

    /// <summary>What is wrong, in one line without the symbol: others than who asked may read it.</summary>
    public string Reason { get; } = OneLine(reason);

    /// <summary>How long to wait before the next call; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    private static string OneLine(string text)
    {
        const int most = 200;
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, most))) line.Append(char.IsControl(c) ? ' ' : c);
        return text.Length > most ? line.Append('…').ToString() : line.ToString();
    }
}
