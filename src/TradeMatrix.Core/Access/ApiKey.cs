using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Access;

/// <summary>A key to the API, without the key itself.</summary>
public sealed class ApiKey : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>First characters of the key, to tell keys apart.</summary>
    public string Hint { get; set; } = "";

    /// <summary>SHA-256 of the key, hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Words of <see cref="Scope"/> separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    public string Plan { get; set; } = "unlimited";

    /// <summary>Requests a day (UTC); null for the plan's.</summary>
    public int? DailyLimit { get; set; }

    /// <summary>Requests a second; null for the plan's.</summary>
    public int? PerSecondLimit { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public DateTime? LastUsedAt { get; set; }
    public DateTime? RevokedAt { get; set; }
}
