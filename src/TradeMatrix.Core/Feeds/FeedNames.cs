namespace TradeMatrix.Core.Feeds;

/// <summary>Names of the feeds.</summary>
public static class FeedNames
{
    public const string Yahoo = "yahoo";
    public const string Binance = "binance";
    public const string Stooq = "stooq";
    public const string TwelveData = "twelvedata";
    public const string AlphaVantage = "alphavantage";

    /// <summary>The folder of CSV files, which is watched and not asked.</summary>
    public const string Folder = "folder";

    public const string Demo = "demo";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Yahoo, Binance, Stooq, TwelveData, AlphaVantage, Folder, Demo];
}
