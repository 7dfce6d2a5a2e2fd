using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Snapshots;

/// <summary>A picture that is to be kept.</summary>
public sealed record SnapshotDraft
{
    public required Guid SymbolId { get; init; }

    /// <summary>The owner; null for the symbol's owner.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Canonical spelling of the timeframe.</summary>
    public required string Timeframe { get; init; }

    public required string Agent { get; init; }

    /// <summary>One of <see cref="Trigger.All"/>; null for the agent's usual one.</summary>
    public string? TriggerType { get; init; }

    public required string Provider { get; init; }

    /// <summary>The file.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Extension of the file: png, jpeg, webp, svg or pdf.</summary>
    public required string Format { get; init; }

    public int Width { get; init; }
    public int Height { get; init; }
    public double RenderMs { get; init; }
    public required string RequestHash { get; init; }
    public required string CacheKey { get; init; }

    /// <summary>What it is made for; the owner's snapshot that was made for it before serves again.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Open time of the last bar in the picture.</summary>
    public DateTime? DataAsOf { get; init; }

    /// <summary>How long it is kept; null for the installation's setting.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The spec and what the agent notes.</summary>
    public required JsonObject Metadata { get; init; }
}
