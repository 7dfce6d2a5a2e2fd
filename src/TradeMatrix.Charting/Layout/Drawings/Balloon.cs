namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A box with round corners whose outline runs out to a tip.</summary>
internal static class Balloon
{
    private const int CornerSteps = 5;

    /// <summary>The outline, clockwise from the upper left; without a tip when that lies in the box.</summary>
    /// <param name="area">The box.</param>
    /// <param name="radius">Radius of the corners.</param>
    /// <param name="tip">Where it points.</param>
    /// <param name="width">Width of the pointer where it leaves the box.</param>
    public static IReadOnlyList<PixelPoint> Outline(PixelRect area, double radius, PixelPoint tip, double width)
    {
        var across = Math.Max(area.Left - tip.X, tip.X - area.Right);
        var down = Math.Max(area.Top - tip.Y, tip.Y - area.Bottom);
        var isUpright = down >= across;
        var side = Math.Max(across, down) <= 0 ? -1 : isUpright ? (tip.Y < area.Top ? 0 : 2) : (tip.X > area.Right ? 1 : 3);
        var half = Math.Min(width / 2, Math.Max(0, ((isUpright ? area.Width : area.Height) / 2) - radius));
        var points = new List<PixelPoint>((4 * (CornerSteps + 1)) + 3);
        AddCorner(area.Left + radius, area.Top + radius, 180);
        if (side == 0) AddTip(new(Base(), area.Top), half, 0);
        AddCorner(area.Right - radius, area.Top + radius, 270);
        if (side == 1) AddTip(new(area.Right, Base()), 0, half);
        AddCorner(area.Right - radius, area.Bottom - radius, 0);
        if (side == 2) AddTip(new(Base(), area.Bottom), -half, 0);
        AddCorner(area.Left + radius, area.Bottom - radius, 90);
        if (side == 3) AddTip(new(area.Left, Base()), 0, -half);
        return points;

        double Base() => isUpright
            ? Math.Clamp(tip.X, area.Left + radius + half, Math.Max(area.Left + radius + half, area.Right - radius - half))
            : Math.Clamp(tip.Y, area.Top + radius + half, Math.Max(area.Top + radius + half, area.Bottom - radius - half));

        void AddTip(PixelPoint root, double dx, double dy)
        {
            points.Add(new(root.X - dx, root.Y - dy));
            points.Add(tip);
            points.Add(new(root.X + dx, root.Y + dy));
        }

        void AddCorner(double x, double y, double degrees)
        {
            for (var i = 0; i <= CornerSteps; i++)
            {
                var angle = (degrees + (90.0 * i / CornerSteps)) * Math.PI / 180;
                points.Add(new(x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle))));
            }
        }
    }
}
