using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Strokes, texts and scale labels that drawings have in common.</summary>
internal static class DrawingText
{
    /// <summary>The stroke of the keys lineColor, lineWidth and lineStyle.</summary>
    public static Stroke LineStroke(Settings look) => new(look.Color("lineColor"), look.Number("lineWidth"), look.Has("lineStyle") ? look.Int("lineStyle") : 0);

    /// <summary>The text style of the keys fontSize, fontBold and fontItalic.</summary>
    public static TextStyle Style(Settings look) => new(look.Number("fontSize"), look.Flag("fontBold", false), look.Flag("fontItalic", false));

    /// <summary>The text input; empty when there is none, or when showLabel is off.</summary>
    public static string Of(DrawingContext x) =>
        x.Inputs.Has("text") && x.Look.Flag("showLabel", true) ? x.Inputs.Text("text").TrimEnd() : "";

    /// <summary>The text input in a box; null when there is none.</summary>
    public static TextBox? Box(DrawingContext x) => Of(x) is { Length: > 0 } text ? new TextBox(text, Style(x.Look), x.Plot) : null;

    /// <summary>Adds a box with a price to the price scale, if the scale shows the price.</summary>
    public static void AddPriceLabel(DrawingContext x, double price, Rgba ground)
    {
        var y = x.Price.Y(price);
        ground = Opaque(ground);
        if (y >= x.Plot.Top && y <= x.Plot.Bottom) x.PriceLabels.Add(new ScaleLabel(y, x.PriceText(price), ground, ground.ReadableText()));
    }

    /// <summary>Adds a box with a time to the time scale, if the scale shows the time.</summary>
    public static void AddTimeLabel(DrawingContext x, long time, Rgba ground)
    {
        var at = x.Time.X(x.Time.IndexOf(time));
        ground = Opaque(ground);
        if (at >= x.Plot.Left && at <= x.Plot.Right) x.TimeLabels.Add(new ScaleLabel(at, x.TimeText(time), ground, ground.ReadableText()));
    }

    /// <summary>A colour without its transparency.</summary>
    public static Rgba Opaque(Rgba color) => color with { A = 255 };
}
