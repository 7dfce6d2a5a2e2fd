
namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Every drawing that can be laid out, by the name it has in the catalogue.</summary>
internal static class DrawingRegistry
{
    private static readonly Drawing[] Table =
    [
        OrderLine.Drawing,
        TrendLine.Drawing,
        HorizontalLine.Drawing,
        VerticalLine.Drawing,
        LongPosition.Drawing,
        ShortPosition.Drawing,
        FibRetracement.Drawing,
        DateRange.Drawing,
        DatePriceRange.Drawing,
        Rectangle.Drawing,
        ArrowMarker.Drawing,
        ArrowMarkUp.Drawing,
        ArrowMarkDown.Drawing,
        TextMark.Drawing,
        Callout.Drawing,
        HorizontalRay.Drawing,
        Ray.Drawing,
        ExtendedLine.Drawing,
        ParallelChannel.Drawing,
        Note.Drawing,
        PriceLabel.Drawing,
        FlagMark.Drawing,
    ];

    /// <summary>All drawings by name.</summary>
    public static IReadOnlyDictionary<string, Drawing> All { get; } = Table.ToDictionary(d => d.Name, StringComparer.Ordinal);
}
