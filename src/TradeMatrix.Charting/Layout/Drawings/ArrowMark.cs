namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A short upright arrow with its tip at a point and its text beyond the other end.</summary>
internal static class ArrowMark
{
    private const double Length = 22, HeadLength = 11, HeadWidth = 18, ShaftWidth = 8, Gap = 1;

    /// <summary>Adds the arrow.</summary>
    /// <param name="x">Where shapes go.</param>
    /// <param name="down">1 when the arrow lies below its tip and points up, −1 when it points down.</param>
    public static void Lay(DrawingContext x, int down)
    {
        if (!x.TryAt(out var tip)) return;
        PixelPoint At(double across, double along) => new(tip.X + across, tip.Y + (down * along));
        x.Shapes.Add(new Shape.Polygon(
            [
                tip, At(HeadWidth / 2, HeadLength), At(ShaftWidth / 2, HeadLength), At(ShaftWidth / 2, Length),
                At(-ShaftWidth / 2, Length), At(-ShaftWidth / 2, HeadLength), At(-HeadWidth / 2, HeadLength),
            ],
            x.Look.Color("arrowColor")));
        if (DrawingText.Box(x) is not { } text) return;
        var end = tip.Y + (down * (Length + Gap));
        var area = text.Inside(tip.X - (text.Width / 2), down > 0 ? end : end - text.Height, x.Plot);
        // Where the plot ends before the text does, it stands beside the arrow.
        if (down > 0 ? area.Top < end - 1 : area.Bottom > end + 1) area = Beside(text, tip, tip.Y + (down * Length / 2), x.Plot);
        text.AddTo(x.Shapes, area, x.Look.Color("textColor"), align: 0.5);
    }

    private static PixelRect Beside(TextBox text, PixelPoint tip, double y, PixelRect plot)
    {
        var right = tip.X + (HeadWidth / 2);
        var left = right + text.Width <= plot.Right ? right : tip.X - (HeadWidth / 2) - text.Width;
        return text.Inside(left, y - (text.Height / 2), plot);
    }
}
