using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>A trade that a strategy proposes. Prices are ordered: stop, entry, target for long, the other way round for short.</summary>
public sealed record Setup
{
    /// <summary>Flag of a setup whose target lies nearer than its stop.</summary>
    public const string RewardBelowRisk = "reward_below_risk";

    /// <summary>The strategy, such as <c>asia_sweep</c> or <c>MR-04</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Which way.</summary>
    public required Side Side { get; init; }

    /// <summary>How it is entered.</summary>
    public required OrderType Order { get; init; }

    /// <summary>Price of the entry.</summary>
    public required double Entry { get; init; }

    /// <summary>Price at which the idea was wrong.</summary>
    public required double Stop { get; init; }

    /// <summary>Price at which the profit is taken.</summary>
    public required double Target { get; init; }

    /// <summary>A target behind the target; null when there is none.</summary>
    public double? ExtendedTarget { get; init; }

    /// <summary>When it was known: the close of the bar that showed it, Unix milliseconds UTC.</summary>
    public required long At { get; init; }

    /// <summary>Until when it may be entered, Unix milliseconds UTC.</summary>
    public required long ValidUntil { get; init; }

    /// <summary>Timeframe of the bars that showed it.</summary>
    public required Timeframe Timeframe { get; init; }

    /// <summary>The strategy's own score, 0 to 1. It is a formula's opinion, not a measured rate of success.</summary>
    public required double Score { get; init; }

    /// <summary>The numbers behind it, by name; all finite.</summary>
    public IReadOnlyDictionary<string, double> Facts { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What to know besides, as words in snake case.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What becomes of the stop once it is entered.</summary>
    public TradeManagement Management { get; init; } = TradeManagement.None;

    /// <summary>Distance of entry and stop, price units, above 0.</summary>
    public double Risk => Math.Abs(Entry - Stop);

    /// <summary>Distance of the target by that of the stop.</summary>
    public double RewardRisk => Math.Abs(Target - Entry) / Risk;
}
