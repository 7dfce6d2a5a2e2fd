namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A trend line that goes on beyond both points.</summary>
internal static class ExtendedLine
{
    public static readonly Drawing Drawing = new("Extended Line", TrendLine.Lay);
}
