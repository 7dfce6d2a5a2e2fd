namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>An arrow that points up to a price, its text below.</summary>
internal static class ArrowMarkUp
{
    public static readonly Drawing Drawing = new("Arrow Mark Up", x => ArrowMark.Lay(x, 1));
}
