using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Snapshots;

/// <summary>A stored picture.</summary>
public sealed class ChartSnapshot : IOwned
{
    /// <summary>Random, so that its address cannot be guessed.</summary>
    public Guid Id { get; set; }

    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;
    public Guid? UserId { get; set; }

    /// <summary>Where it is served, a path from the server's root.</summary>
    public string ChartUrl { get; set; } = "";

    public string Timeframe { get; set; } = "";
    public string CreatedByAgent { get; set; } = "";

    /// <summary>One of <see cref="Trigger.All"/>.</summary>
    public string TriggerType { get; set; } = Trigger.Manual;

    /// <summary>Who drew it.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Key of the bytes in the blob store.</summary>
    public string? StorageKey { get; set; }

    /// <summary>SHA-256 of the bytes, hex.</summary>
    public string? ContentHash { get; set; }

    /// <summary>SHA-256 of the canonical spec, hex.</summary>
    public string? RequestHash { get; set; }

    /// <summary>SHA-256 of the spec and the state of its bars, hex: equal keys are equal pictures.</summary>
    public string? CacheKey { get; set; }

    /// <summary>What it was made for; of one owner no two have the same.</summary>
    public string? IdempotencyKey { get; set; }

    public string Format { get; set; } = "png";
    public int? Width { get; set; }
    public int? Height { get; set; }

    /// <summary>Size of the file.</summary>
    public long? Bytes { get; set; }

    public double? RenderMs { get; set; }

    /// <summary>Open time of the last bar in the picture.</summary>
    public DateTime? DataAsOf { get; set; }

    /// <summary>Never expires while set.</summary>
    public bool Pinned { get; set; }

    /// <summary>The spec and what the agent notes, a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
}
