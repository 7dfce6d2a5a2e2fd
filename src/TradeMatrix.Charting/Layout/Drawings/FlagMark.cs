namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A flag whose pole stands on a point, with text beside it.</summary>
internal static class FlagMark
{
    private const double PoleHeight = 26, FlagWidth = 17, FlagHeight = 13, Gap = 1;

    public static readonly Drawing Drawing = new("Flag Mark", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryAt(out var at)) return;
        var (top, color) = (at.Y - PoleHeight, x.Look.Color("flagColor"));
        x.Shapes.Add(new Shape.Line([new(at.X, top), at], new Stroke(color, 2)));
        // Swallow-tailed, so that it reads as a flag and not as a box.
        x.Shapes.Add(new Shape.Polygon(
            [
                new(at.X, top), new(at.X + FlagWidth, top), new(at.X + FlagWidth - 4, top + (FlagHeight / 2)),
                new(at.X + FlagWidth, top + FlagHeight), new(at.X, top + FlagHeight),
            ],
            color));
        if (DrawingText.Box(x) is not { } text) return;
        var right = at.X + FlagWidth + Gap;
        var left = right + text.Width <= x.Plot.Right ? right : at.X - 2 - text.Width;
        text.AddTo(x.Shapes, text.Inside(left, top + (FlagHeight / 2) - (text.Height / 2), x.Plot), x.Look.Color("textColor"));
    }
}
