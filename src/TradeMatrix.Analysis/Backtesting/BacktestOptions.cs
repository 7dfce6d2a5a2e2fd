using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Backtesting;

/// <summary>How a setup is replayed.</summary>
public sealed record BacktestOptions
{
    /// <summary>Name of the market, for the trades.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Only setups known at or after this time, Unix milliseconds UTC; earlier bars serve to warm up. Null for all.</summary>
    public long? From { get; init; }

    /// <summary>Only setups known before this time, Unix milliseconds UTC; their trades may end later. Null for all.</summary>
    public long? To { get; init; }

    /// <summary>Only this side; null for all that the rule has.</summary>
    public Side? Side { get; init; }

    /// <summary>Distance of bid and ask, price units: what entry and exit cost together.</summary>
    public double Spread { get; init; }

    /// <summary>Commission of the entry and again of the exit, as a share of the entry price.</summary>
    public double Commission { get; init; }

    /// <summary>Moves each trade's stop to its entry from this profit in R on, in place of what the setup says; null to leave it.</summary>
    public double? BreakEvenAtR { get; init; }

    /// <summary>Bars of a shorter timeframe, for bars that reach both stop and target; null for none.</summary>
    public BarSeries? Finer { get; init; }

    /// <summary>What the rule looks for setups with.</summary>
    public SetupOptions Setups { get; init; } = SetupOptions.Default;
}
