using System.Globalization;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Arrows and the label of the drawings that measure a span.</summary>
internal static class Measure
{
    /// <summary>Colour of edges and, with the drawing's transparency, of the area.</summary>
    public static readonly Rgba Color = new(41, 98, 255);

    private const double Gap = 6;

    /// <summary>Colour of the area.</summary>
    public static Rgba Ground(DrawingContext x) => Color.WithOpacity(1 - (x.Look.Number("transparency") / 100));

    /// <summary>Stroke of edges.</summary>
    public static Stroke Stroke(DrawingContext x) => new(Color, x.Look.Number("lineWidth"));

    /// <summary>Adds a line with a head at its end; over a filled area in the colour of text, as blue on blue is hard to see.</summary>
    public static void AddArrow(DrawingContext x, PixelPoint from, PixelPoint to)
    {
        if (LineGeometry.Clip(from, to, LineGeometry.Around(x.Plot)) is not { } line) return;
        var stroke = x.Look.Flag("fillBackground") ? Stroke(x) with { Color = x.Theme.Text } : Stroke(x);
        x.Shapes.Add(new Shape.Line([line.From, line.To], stroke));
        var length = Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y);
        var size = Math.Min(5 + (2 * stroke.Width), length / 2);
        if (size >= 2 && line.To == to) x.Shapes.Add(new Shape.Line(LineGeometry.Head(from, to, size), stroke));
    }

    /// <summary>Adds the label above or below an area, or on the other side where only that has room.</summary>
    public static void AddLabel(DrawingContext x, string text, PixelRect area, bool isAbove)
    {
        var box = new TextBox(text, DrawingText.Style(x.Look), x.Plot);
        var (left, right) = (Math.Max(area.Left, x.Plot.Left), Math.Min(area.Right, x.Plot.Right));
        var (above, below) = (area.Top - Gap - box.Height, area.Bottom + Gap);
        var (hasRoomAbove, hasRoomBelow) = (above >= x.Plot.Top, below + box.Height <= x.Plot.Bottom);
        if (isAbove ? !hasRoomAbove && hasRoomBelow : !hasRoomBelow && hasRoomAbove) isAbove = !isAbove;
        var place = box.Inside(((left + right) / 2) - (box.Width / 2), isAbove ? above : below, x.Plot);
        Rgba? ground = x.Look.Flag("fillLabelBackground") ? x.Theme.GroundBottom.WithOpacity(0.85) : null;
        box.AddTo(x.Shapes, place, x.Theme.Text, ground, null, 4, 0.5);
    }

    /// <summary>Bars and time from start to end, such as <c>12 bars, 16d</c>; with a minus sign when it runs backwards.</summary>
    public static string Span(DrawingContext x)
    {
        var bars = Math.Round(x.Index("endDatetime")) - Math.Round(x.Index("startDatetime"));
        return $"{NumberText.Price(bars, 0)} {(Math.Abs(bars) == 1 ? "bar" : "bars")}, {Duration(x.Moment("endDatetime") - x.Moment("startDatetime"))}";
    }

    /// <summary>A change in price, such as <c>1,600.00 (7.14%)</c>.</summary>
    public static string Change(DrawingContext x, double from, double to) => $"{x.PriceText(to - from)} ({Percent(from, to - from)})";

    /// <summary>A change in percent of a price; a dash where that is not above zero.</summary>
    public static string Percent(double price, double change) => price > 0 ? NumberText.Price(change / price * 100, 2) + "%" : "–";

    /// <summary>The two largest units of a length of time, such as <c>16d</c>, <c>2d 4h</c> or <c>45m</c>.</summary>
    /// <param name="milliseconds">The length.</param>
    internal static string Duration(long milliseconds)
    {
        var minutes = Math.Abs(milliseconds) / 60_000;
        var (days, hours) = (minutes / 1440, minutes / 60 % 24);
        minutes %= 60;
        var text = days > 0 ? Join(days.ToString("N0", CultureInfo.InvariantCulture) + "d", hours, "h")
            : hours > 0 ? Join($"{hours}h", minutes, "m")
            : $"{minutes}m";
        return milliseconds <= -60_000 ? "\u2212" + text : text;
        static string Join(string large, long count, string unit) => count == 0 ? large : $"{large} {count}{unit}";
    }
}
