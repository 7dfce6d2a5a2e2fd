namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line through two points, its text along the slope. It goes on to the left or right, whichever point comes first.</summary>
internal static class TrendLine
{
    public static readonly Drawing Drawing = new("Trend Line", Lay);

    /// <summary>Adds the line of the four start and end inputs.</summary>
    public static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        if (end.X < start.X) (start, end) = (end, start);
        Add(x, start, end, x.Look.Flag("extendLeft"), x.Look.Flag("extendRight"));
    }

    /// <summary>Adds a line with the text input.</summary>
    public static void Add(DrawingContext x, PixelPoint start, PixelPoint end, bool isExtendedBack, bool isExtended)
    {
        if (LineGeometry.Clip(start, end, LineGeometry.Around(x.Plot), isExtendedBack, isExtended) is not { } line) return;
        LineLabel.AddLine(
            x, line.From, line.To, DrawingText.LineStroke(x.Look), DrawingText.Of(x), LineLabel.Along(x.Look), LineLabel.Side(x.Look));
    }
}
