namespace TradeMatrix.Core.Snapshots;

/// <summary>A snapshot that was cleaned up, so that its address answers "gone".</summary>
public sealed class ExpiredSnapshot
{
    public Guid Id { get; set; }
    public DateTime ExpiredAt { get; set; }
}
