namespace TradeMatrix.Analysis.Risk;

/// <summary>How much may be risked. The defaults are the house rules; each is a setting.</summary>
public sealed record RiskLimits
{
    /// <summary>The house rules.</summary>
    public static RiskLimits Default { get; } = new();

    /// <summary>Risk of one trade, percent of the balance.</summary>
    public double RiskPercent { get; init; } = 1;

    /// <summary>Below it a risk is hardly worth the trade, percent of the balance.</summary>
    public double LeastRiskPercent { get; init; } = 0.1;

    /// <summary>Risk of all open trades, percent of the balance.</summary>
    public double PortfolioPercent { get; init; } = 5;

    /// <summary>Open trades.</summary>
    public int OpenTrades { get; init; } = 5;

    /// <summary>Open trades of one symbol.</summary>
    public int TradesPerSymbol { get; init; } = 3;

    /// <summary>Leverage from which there is a warning, of a trade and of all together.</summary>
    public double WarningLeverage { get; init; } = 10;

    /// <summary>Losing trades of a day after which trading stops.</summary>
    public int LossesPerDay { get; init; } = 3;

    /// <summary>Losing trades in a row after which trading stops for the day.</summary>
    public int LossesInARow { get; init; } = 3;

    /// <summary>Loss of a day at which trading stops, percent of the balance.</summary>
    public double DayLossPercent { get; init; } = 3;

    /// <summary>The highest leverage of a product.</summary>
    public static double LeverageOf(Product product) => product switch { Product.Cfd => 30, Product.KnockOut => 10, _ => 20 };
}
