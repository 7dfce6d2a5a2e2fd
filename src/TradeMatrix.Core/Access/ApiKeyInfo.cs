namespace TradeMatrix.Core.Access;

/// <summary>What a key's owner may see of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Hint">First characters of the key, to tell keys apart.</param>
/// <param name="Scopes">What it allows, of <see cref="Scope"/>.</param>
/// <param name="Plan">Name of its plan.</param>
/// <param name="DailyLimit">Requests a day (UTC); null for the plan's.</param>
/// <param name="PerSecondLimit">Requests a second; null for the plan's.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; null for never.</param>
/// <param name="LastUsedAt">UTC, to the minute; null for never.</param>
/// <param name="RevokedAt">UTC; null while it is good.</param>
public sealed record ApiKeyInfo(
    Guid Id, Guid UserId, string Name, string Hint, IReadOnlyList<string> Scopes, string Plan, int? DailyLimit, int? PerSecondLimit,
    DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt);
