using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>The Text drawing: text centred on a point, with or without a box.</summary>
internal static class TextMark
{
    public static readonly Drawing Drawing = new("Text", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryAt(out var at) || DrawingText.Box(x) is not { } text) return;
        Rgba? ground = x.Look.Flag("fillBackground") ? x.Look.Color("backgroundColor") : null;
        Stroke? border = x.Look.Flag("showBorder") ? new Stroke(x.Look.Color("borderColor")) : null;
        text.AddTo(x.Shapes, text.CenteredAt(at.X, at.Y, x.Plot), x.Look.Color("textColor"), ground, border, 2);
    }
}
