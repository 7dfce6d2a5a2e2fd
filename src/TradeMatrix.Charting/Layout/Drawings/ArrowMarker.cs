namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A thick arrow, narrow at its start and with its tip at its end; its text stands at the start.</summary>
internal static class ArrowMarker
{
    public static readonly Drawing Drawing = new("Arrow Marker", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        if (LineGeometry.Clip(start, end, LineGeometry.Around(x.Plot)) is not { } line) return;
        var (tail, tip) = line;
        var length = Math.Sqrt(Math.Pow(tip.X - tail.X, 2) + Math.Pow(tip.Y - tail.Y, 2));
        var (dx, dy) = length > 0 ? ((tip.X - tail.X) / length, (tip.Y - tail.Y) / length) : (1, 0);
        if (length >= 1)
        {
            // The head grows with the arrow up to a size that does not hide the bars about it.
            var head = Math.Min(length * 0.5, Math.Clamp(length * 0.22, 14, 26));
            PixelPoint At(double back, double across) => new(tip.X - (back * dx) - (across * dy), tip.Y - (back * dy) + (across * dx));
            x.Shapes.Add(new Shape.Polygon(
                [
                    At(length, head * 0.08), At(head * 0.92, head * 0.28), At(head, head * 0.62), tip,
                    At(head, head * -0.62), At(head * 0.92, head * -0.28), At(length, head * -0.08),
                ],
                x.Look.Color("arrowColor")));
        }
        if (!LineGeometry.Holds(x.Plot, start) || DrawingText.Box(x) is not { } text) return;
        // Beyond the tail, as far as the box reaches in that direction.
        var reach = Math.Min(text.Width / 2 / Math.Max(Math.Abs(dx), 1e-6), text.Height / 2 / Math.Max(Math.Abs(dy), 1e-6)) + 2;
        var area = text.CenteredAt(start.X - (dx * reach), start.Y - (dy * reach), x.Plot);
        text.AddTo(x.Shapes, area, x.Look.Color("textColor"), align: 0.5);
    }
}
