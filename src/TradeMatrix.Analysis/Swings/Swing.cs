namespace TradeMatrix.Analysis.Swings;

/// <summary>A turn of the price.</summary>
/// <param name="Index">Index of its bar.</param>
/// <param name="Time">Open time of its bar, Unix milliseconds UTC.</param>
/// <param name="Price">The bar's high for a swing high, its low for a swing low.</param>
/// <param name="Kind">High or low.</param>
/// <param name="Known">Index of the bar at whose close the swing was certain. Who acts on it before looks into the future.</param>
public readonly record struct Swing(int Index, long Time, double Price, SwingKind Kind, int Known)
{
    /// <summary>Whether it is a swing high.</summary>
    public bool IsHigh => Kind == SwingKind.High;
}
