using TradeMatrix.Analysis.Swings;
using static TradeMatrix.Analysis.Patterns.PatternWindow;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>
/// Tops after a rise; bottoms are their mirrors. Shapes after Robert Edwards and John Magee, Technical Analysis of Stock Trends (1948), and
/// Thomas Bulkowski, Encyclopedia of Chart Patterns (2005); the shares of the height that they leave open are ours.
/// </summary>
internal static class Reversals
{
    /// <summary>Low, shoulder, low, head, low, shoulder.</summary>
    public static PatternShape? HeadAndShoulders(in PatternWindow w)
    {
        var s = w.Swings;
        if (s[0].IsHigh) return null;
        Swing left = s[1], head = s[3], right = s[5];
        var neckline = Edge.Through(s[2], s[4]);
        var height = head.Price - neckline.At(head.Index);
        if (height <= 0) return null;
        var (leftHeight, rightHeight) = ((left.Price - neckline.At(left.Index)) / height, (right.Price - neckline.At(right.Index)) / height);
        if (Math.Min(leftHeight, rightHeight) < 0.25 || Math.Max(leftHeight, rightHeight) > 0.85) return null;
        double a = head.Index - left.Index, b = right.Index - head.Index;
        var quality = Product(
            Score(Math.Abs(leftHeight - rightHeight), 0.15, 0.5),
            Score(Math.Abs(s[4].Price - s[2].Price) / height, 0.15, 0.5),
            Score(Math.Max(a, b) / Math.Min(a, b), 1.8, 4),
            Rise(s[0].Price, Math.Min(s[2].Price, s[4].Price), height));
        return Shape(w, quality, neckline, head.Price, height);
    }

    /// <summary>Low, high, low, high.</summary>
    public static PatternShape? DoubleTop(in PatternWindow w)
    {
        var s = w.Swings;
        if (s[0].IsHigh) return null;
        var height = ((s[1].Price + s[3].Price) / 2) - s[2].Price;
        if (height <= 0) return null;
        double a = s[2].Index - s[1].Index, b = s[3].Index - s[2].Index;
        var quality = Product(
            Score(Math.Abs(s[1].Price - s[3].Price) / height, 0.06, 0.25),
            Score(Math.Max(a, b) / Math.Min(a, b), 1.6, 4),
            Rise(s[0].Price, s[2].Price, height));
        return Shape(w, quality, Edge.Flat(s[2].Price), Math.Max(s[1].Price, s[3].Price), height);
    }

    /// <summary>Low and three highs with two lows between.</summary>
    public static PatternShape? TripleTop(in PatternWindow w)
    {
        var s = w.Swings;
        if (s[0].IsHigh) return null;
        var (top, bottom) = (Math.Max(s[1].Price, Math.Max(s[3].Price, s[5].Price)), Math.Min(s[2].Price, s[4].Price));
        var height = ((s[1].Price + s[3].Price + s[5].Price) / 3) - ((s[2].Price + s[4].Price) / 2);
        if (height <= 0) return null;
        double a = s[3].Index - s[1].Index, b = s[5].Index - s[3].Index;
        var quality = Product(
            Score((top - Math.Min(s[1].Price, Math.Min(s[3].Price, s[5].Price))) / height, 0.15, 0.35),
            Score(Math.Abs(s[2].Price - s[4].Price) / height, 0.15, 0.35),
            Score(Math.Max(a, b) / Math.Min(a, b), 1.6, 4),
            Rise(s[0].Price, bottom, height));
        return Shape(w, quality, Edge.Through(s[2], s[4]), top, height);
    }

    /// <summary>A reversal needs something to reverse: the way up to it begins well below it.</summary>
    private static double Rise(double start, double neckline, double height) => Score((neckline - start) / height, 0.7, 0.15);

    private static double Product(double a, double b, double c, double d = 1) => a * b * c * d;

    private static PatternShape? Shape(in PatternWindow w, double quality, Edge neckline, double top, double height)
    {
        if (quality <= 0 || w.End - w.Swings[1].Index < 8) return null;
        quality *= Score(w.Roughness(height, 1), 0.1, 0.28) * w.Prominence(height, 1, 5, 2.5, 5);
        return quality <= 0 ? null : new()
        {
            First = 1,
            Break = Direction.Bearish,
            Upper = Edge.Flat(top),
            Lower = neckline,
            Height = height,
            Quality = quality,
            HasNeckline = true,
        };
    }
}
