namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>An arrow that points down to a price, its text above.</summary>
internal static class ArrowMarkDown
{
    public static readonly Drawing Drawing = new("Arrow Mark Down", x => ArrowMark.Lay(x, -1));
}
