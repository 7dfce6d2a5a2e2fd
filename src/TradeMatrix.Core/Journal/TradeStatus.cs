namespace TradeMatrix.Core.Journal;

/// <summary>Where a trade stands.</summary>
public static class TradeStatus
{
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Closed, Cancelled];
}
