namespace TradeMatrix.Charting.Spec;

/// <summary>Colours of the ground, the grid and the text.</summary>
public enum ChartTheme
{
    /// <summary>Dark text on white.</summary>
    Light,

    /// <summary>Light text on near-black.</summary>
    Dark,
}
