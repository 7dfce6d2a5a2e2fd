namespace TradeMatrix.Analysis.Setups;

/// <summary>What becomes of an open trade's stop, and when the trade ends without stop or target.</summary>
/// <param name="BreakEvenAtR">Profit in R at which the stop goes to the entry; null for never.</param>
/// <param name="BreakEvenBeyond">How far beyond the entry it goes, price units.</param>
/// <param name="TrailFromR">Profit in R from which the stop follows the best price; null for never.</param>
/// <param name="TrailBy">How far behind the best price it follows, price units.</param>
/// <param name="TimeStop">How long a trade may be open; null for as long as it takes.</param>
/// <param name="CloseBy">Moment at which it is closed at the latest, Unix milliseconds UTC; null for none.</param>
public sealed record TradeManagement(
    double? BreakEvenAtR = null, double BreakEvenBeyond = 0, double? TrailFromR = null, double TrailBy = 0, TimeSpan? TimeStop = null, long? CloseBy = null)
{
    /// <summary>Stop and target stay where they are.</summary>
    public static TradeManagement None { get; } = new();
}
