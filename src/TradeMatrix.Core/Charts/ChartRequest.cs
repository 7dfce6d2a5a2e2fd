using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Upstream;

namespace TradeMatrix.Core.Charts;

/// <summary>What a chart shall show, as far as the one who asks says.</summary>
public sealed record ChartRequest
{
    /// <summary>Symbol or alias.</summary>
    public required string Symbol { get; init; }

    /// <summary>All of the chart, in place of configuration, profile and defaults; its symbol may be one that nobody imported.</summary>
    public ChartSpec? Spec { get; init; }

    /// <summary>Timeframe; null for the symbol's default.</summary>
    public Timeframe? Timeframe { get; init; }

    /// <summary>Agent that asks; <c>manual</c> for a person.</summary>
    public string Agent { get; init; } = "manual";

    /// <summary>Studies in place of the configuration's.</summary>
    public JsonArray? CustomIndicators { get; init; }

    /// <summary>Profile in place of the configuration's studies.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the agent may use the last calls of the upstream provider's day; the service's own agents say so, never a client.</summary>
    public bool MayUseReserve { get; init; }

    /// <summary>Keys of a chart spec, which come before the configuration's.</summary>
    public JsonObject? Overrides { get; init; }

    /// <summary>Drawings beside those of the symbol's chart.</summary>
    public ImmutableArray<DrawingSpec> Drawings { get; init; } = [];

    /// <summary>Draws the chart as it stood then, Unix milliseconds UTC; null for now.</summary>
    public long? AsOf { get; init; }

    /// <summary>Whether the picture is kept as a snapshot.</summary>
    public bool SaveSnapshot { get; init; } = true;

    /// <summary>Draws anew even when the same picture is at hand.</summary>
    public bool ForceRefresh { get; init; }

    /// <summary>File format.</summary>
    public PictureFormat Format { get; init; } = PictureFormat.Png;

    /// <summary>Why a snapshot is made; null for the agent's usual reason.</summary>
    public string? TriggerType { get; init; }

    /// <summary>How long a snapshot is kept; null for the installation's setting.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The user's session at TradingView, for the upstream provider.</summary>
    public TradingViewSession? Session { get; init; }

    /// <summary>What the snapshot is made for; the owner's snapshot that was made for it before is the answer.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the agent notes with the snapshot.</summary>
    public JsonObject? Metadata { get; init; }
}
