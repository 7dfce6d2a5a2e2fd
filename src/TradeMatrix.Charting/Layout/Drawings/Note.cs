using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A pin at a point with its text in a box above, or below where there is no room.</summary>
internal static class Note
{
    private const double PinHeight = 20, PinRadius = 7, Gap = 4;

    public static readonly Drawing Drawing = new("Note", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryAt(out var at)) return;
        var (head, color) = (new PixelPoint(at.X, at.Y - PinHeight + PinRadius), x.Look.Color("markerColor"));
        // Where the tangents from the tip touch the head.
        var reach = PinHeight - PinRadius;
        var (down, across) = (PinRadius * PinRadius / reach, PinRadius * Math.Sqrt(1 - Math.Pow(PinRadius / reach, 2)));
        x.Shapes.Add(new Shape.Polygon([at, new(head.X - across, head.Y + down), head, new(head.X + across, head.Y + down)], color));
        x.Shapes.Add(new Shape.Disc(head, PinRadius, color));
        x.Shapes.Add(new Shape.Disc(head, PinRadius * 0.4, color.ReadableText()));

        if (DrawingText.Box(x) is not { } text) return;
        var above = at.Y - PinHeight - Gap - text.Height;
        Rgba? ground = x.Look.Flag("fillBackground") ? x.Look.Color("backgroundColor") : null;
        Stroke? border = x.Look.Flag("showBorder") ? new Stroke(x.Look.Color("borderColor")) : null;
        var area = text.Inside(at.X - (text.Width / 2), above >= x.Plot.Top ? above : at.Y + Gap, x.Plot);
        text.AddTo(x.Shapes, area, x.Look.Color("textColor"), ground, border, 4);
    }
}
