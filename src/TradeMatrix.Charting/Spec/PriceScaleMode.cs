namespace TradeMatrix.Charting.Spec;

/// <summary>What the price scale counts.</summary>
public enum PriceScaleMode
{
    /// <summary>Prices.</summary>
    Regular,

    /// <summary>Change in percent since the first visible bar's close.</summary>
    Percent,

    /// <summary>Prices with the first visible bar's close as 100.</summary>
    IndexedTo100,

    /// <summary>Prices, equal ratios at equal distances.</summary>
    Logarithmic,
}
