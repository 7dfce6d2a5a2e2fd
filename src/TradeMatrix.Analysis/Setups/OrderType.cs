namespace TradeMatrix.Analysis.Setups;

/// <summary>How a setup is entered.</summary>
public enum OrderType
{
    /// <summary>At once: filled at the open of the next bar.</summary>
    Market,

    /// <summary>At the entry or better: the price has to come back to it.</summary>
    Limit,

    /// <summary>Once the price has reached the entry on its way to the target.</summary>
    Stop,
}
