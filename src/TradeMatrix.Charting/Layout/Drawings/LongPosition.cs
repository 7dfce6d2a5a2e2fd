namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A bought position: it gains as the price rises.</summary>
internal static class LongPosition
{
    public static readonly Drawing Drawing = new("Long Position", x => Position.Lay(x, 1));
}
