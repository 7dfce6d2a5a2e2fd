namespace TradeMatrix.Core.Storage;

/// <summary>A row that belongs to a user.</summary>
public interface IOwned
{
    /// <summary>The owner; null for what the service shares with all.</summary>
    Guid? UserId { get; }
}
