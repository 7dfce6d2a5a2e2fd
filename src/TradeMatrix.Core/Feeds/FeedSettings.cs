namespace TradeMatrix.Core.Feeds;

/// <summary>Which feeds there are, and what they need.</summary>
public sealed record FeedSettings
{
    /// <summary>Names of <see cref="FeedNames"/>; the first that knows a symbol answers.</summary>
    public IReadOnlyList<string> Enabled { get; init; } = [FeedNames.Demo];

    /// <summary>API key of Twelve Data.</summary>
    public string? TwelveDataKey { get; init; }

    /// <summary>API key of Alpha Vantage.</summary>
    public string? AlphaVantageKey { get; init; }

    /// <summary>Folder of CSV files.</summary>
    public string? Folder { get; init; }

    /// <summary>Addresses in place of the vendors' own, by the feed's name.</summary>
    public IReadOnlyDictionary<string, Uri> BaseUrls { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);
}
