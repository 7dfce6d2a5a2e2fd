namespace TradeMatrix.Analysis;

/// <summary>Which way a trade or a setup goes.</summary>
public enum Side
{
    /// <summary>Earns when the price rises.</summary>
    Long,

    /// <summary>Earns when the price falls.</summary>
    Short,
}
