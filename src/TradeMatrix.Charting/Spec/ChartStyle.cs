namespace TradeMatrix.Charting.Spec;

/// <summary>How the bars are drawn.</summary>
public enum ChartStyle
{
    /// <summary>Open-high-low-close bars.</summary>
    Bar,

    /// <summary>Candles.</summary>
    Candle,

    /// <summary>A line through one price.</summary>
    Line,

    /// <summary>A line with a filled area below.</summary>
    Area,

    /// <summary>Heikin-Ashi candles (averaged prices).</summary>
    HeikinAshi,

    /// <summary>Candles that are hollow when they close above their open.</summary>
    HollowCandle,

    /// <summary>A line filled against a base level.</summary>
    Baseline,

    /// <summary>A box from low to high.</summary>
    HiLo,

    /// <summary>Columns from the foot of the pane.</summary>
    Column,
}
