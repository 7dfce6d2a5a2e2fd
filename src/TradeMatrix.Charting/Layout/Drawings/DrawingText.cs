using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Strokes, texts and labels that drawings have in common.</summary>
internal static class DrawingText
{
    private const double Gap = 5;

    /// <summary>The stroke of the keys lineColor, lineWidth and lineStyle.</summary>
    public static Stroke LineStroke(Settings look) => new(look.Color("lineColor"), look.Number("lineWidth"), look.Has("lineStyle") ? look.Int("lineStyle") : 0);

    /// <summary>The text style of the keys fontSize, fontBold and fontItalic.</summary>
    public static TextStyle Style(Settings look) => new(look.Number("fontSize"), look.Flag("fontBold", false), look.Flag("fontItalic", false));

    /// <summary>Adds a box with a price to the price scale.</summary>
    public static void AddPriceLabel(DrawingContext x, double price, Rgba ground) =>
        x.PriceLabels.Add(new ScaleLabel(x.Price.Y(price), x.PriceText(price), ground, ground.ReadableText()));

    /// <summary>
    /// Adds the text input beside a horizontal line from left to right, placed by horzLabelAlign and vertLabelAlign.
    /// As the platform has it, "top" means that the line is at the top of the text.
    /// </summary>
    public static void AddBeside(DrawingContext x, double y, double left, double right)
    {
        if (!x.Inputs.Has("text") || x.Inputs.Text("text").Length == 0) return;
        var (text, style) = (x.Inputs.Text("text"), Style(x.Look));
        var width = style.Width(text);
        var start = x.Look.Text("horzLabelAlign") switch
        {
            "left" => left + Gap,
            "right" => right - Gap - width,
            _ => ((left + right) / 2) - (width / 2),
        };
        var baseline = x.Look.Text("vertLabelAlign") switch
        {
            "top" => y + Gap + style.CapHeight,
            "bottom" => y - Gap,
            _ => style.BaselineFor(y),
        };
        x.Shapes.Add(new Shape.Text(text, new(start, baseline), style, x.Look.Color("textColor")));
    }
}
