using SkiaSharp;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Dash patterns of line styles, in units of the line's width.</summary>
internal static class Dashes
{
    private static readonly float[][] Patterns = [[], [1, 2], [4, 3], [8, 5], [6, 3, 1, 3], [1, 5]];

    /// <summary>The drawn pieces of a straight line from start to end.</summary>
    public static IEnumerable<(double From, double To)> Cut(double start, double end, Stroke stroke)
    {
        if (stroke.Style == 0)
        {
            yield return (start, end);
            yield break;
        }
        var pattern = Patterns[stroke.Style];
        var unit = Math.Max(1, stroke.Width);
        var position = start;
        for (var i = 0; position < end; i++)
        {
            var next = position + (pattern[i % pattern.Length] * unit);
            if (i % 2 == 0) yield return (position, Math.Min(next, end));
            position = next;
        }
    }

    /// <summary>The pattern for a slanted or curved line; null when solid.</summary>
    public static SKPathEffect? Effect(Stroke stroke) => stroke.Style == 0
        ? null
        : SKPathEffect.CreateDash([.. Patterns[stroke.Style].Select(p => p * (float)Math.Max(1, stroke.Width))], 0);
}
