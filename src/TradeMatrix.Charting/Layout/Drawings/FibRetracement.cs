using System.Globalization;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// Levels between and beyond two prices: 0 at the end and 1 at the start, or the other way round with reverseLevel. Each band has the
/// colour of its further level.
/// </summary>
internal static class FibRetracement
{
    /// <summary>Depth of brackets below the base line, in em.</summary>
    private const double Descent = 0.24;

    private const double Gap = 4;

    private static readonly Rgba TrendColor = new(120, 123, 134);

    public static readonly Drawing Drawing = new("Fib Retracement", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        var area = LineGeometry.Around(x.Plot);
        var left = x.Look.Flag("extendLeft") ? x.Plot.Left : Math.Clamp(Math.Min(start.X, end.X), area.Left, area.Right);
        var right = x.Look.Flag("extendLine") ? x.Plot.Right : Math.Clamp(Math.Max(start.X, end.X), area.Left, area.Right);
        var levels = Levels(x);
        if (left <= x.Plot.Right && right >= x.Plot.Left && left <= right)
        {
            if (x.Look.Flag("fillBackground")) AddBands(x, levels, left, right);
            foreach (var level in levels)
            {
                if (IsSeen(x, level)) x.Shapes.Add(new Shape.Line([new(left, level.Y), new(right, level.Y)], new Stroke(level.Color)));
            }
            AddLabels(x, levels, left, right);
        }
        if (LineGeometry.Clip(start, end, area) is { } trend)
            x.Shapes.Add(new Shape.Line([trend.From, trend.To], new Stroke(TrendColor, 1, 2)));
    }

    /// <summary>The visible levels by coefficient; those that the scale cannot show are left out.</summary>
    private static List<Level> Levels(DrawingContext x)
    {
        var (from, to) = (x.Inputs.Number("endPrice"), x.Inputs.Number("startPrice"));
        if (x.Look.Flag("reverseLevel")) (from, to) = (to, from);
        var isLogarithmic = x.Look.Flag("fibLevelBasedOnLogScale") && from > 0 && to > 0;
        var levels = new List<Level>();
        for (var i = 1; x.Look.Has($"level{i}.coeff"); i++)
        {
            if (!x.Look.Flag($"level{i}.visible")) continue;
            var coefficient = x.Look.Number($"level{i}.coeff");
            var price = isLogarithmic ? from * Math.Pow(to / from, coefficient) : from + ((to - from) * coefficient);
            var y = x.Price.Y(price);
            if (LineGeometry.IsUsable(y)) levels.Add(new(coefficient, price, y, x.Look.Color($"level{i}.color")));
        }
        levels.Sort((a, b) => a.Coefficient.CompareTo(b.Coefficient));
        return levels;
    }

    private static void AddBands(DrawingContext x, List<Level> levels, double left, double right)
    {
        var opacity = 1 - (x.Look.Number("transparency") / 100);
        for (var i = 1; i < levels.Count; i++)
        {
            if (LineGeometry.Between(new(left, levels[i - 1].Y), new(right, levels[i].Y), x.Plot) is { } band)
                x.Shapes.Add(new Shape.Box(band, levels[i].Color.WithOpacity(opacity)));
        }
    }

    private static void AddLabels(DrawingContext x, List<Level> levels, double left, double right)
    {
        var style = DrawingText.Style(x.Look);
        var taken = new List<PixelRect>();
        // The ends of the move matter most where there is not room for all.
        foreach (var level in levels.OrderBy(l => l.Coefficient is 0 or 1 ? 0 : 1))
        {
            if (!IsSeen(x, level) || LabelText(x, level) is not { Length: > 0 } full) continue;
            var text = style.Fit(full, x.Plot.Width - (2 * Gap));
            if (text.Length == 0) continue;
            var width = style.Width(text);
            var start = x.Look.Text("horzLabelAlign") switch
            {
                "left" => left - Gap - width,
                "right" => right + Gap,
                _ => ((Math.Max(left, x.Plot.Left) + Math.Min(right, x.Plot.Right)) / 2) - (width / 2),
            };
            start = Math.Clamp(start, x.Plot.Left + Gap, Math.Max(x.Plot.Left + Gap, x.Plot.Right - Gap - width));
            // A label beside the line may stand at its height; one over it must not be struck through.
            var isBeside = start + width <= left || start >= right;
            var side = LineLabel.Side(x.Look);
            if (side == 0 && !isBeside) side = -1;
            var baseline = Baseline(side, level.Y, style);
            if (side < 0 && baseline - style.CapHeight < x.Plot.Top) baseline = Baseline(1, level.Y, style);
            if (side > 0 && baseline > x.Plot.Bottom) baseline = Baseline(-1, level.Y, style);
            var area = new PixelRect(start - 2, baseline - style.CapHeight - 2, start + width + 2, baseline + (style.Size * Descent));
            if (taken.Exists(area.Overlaps)) continue;
            taken.Add(area);
            // Thin coloured text is lost among bars without a ground of its own.
            x.Shapes.Add(new Shape.Box(area, x.Theme.GroundBottom.WithOpacity(0.6), null, 2));
            x.Shapes.Add(new Shape.Text(text, new(start, baseline), style, level.Color));
        }
    }

    private static double Baseline(int side, double y, TextStyle style) => side switch
    {
        < 0 => y - 2 - (style.Size * Descent),
        > 0 => y + Gap + style.CapHeight,
        _ => style.BaselineFor(y),
    };

    private static string LabelText(DrawingContext x, Level level)
    {
        var coefficient = x.Look.Flag("coeffAsPercent")
            ? (level.Coefficient * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%"
            : level.Coefficient.ToString("0.####", CultureInfo.InvariantCulture);
        return (x.Look.Flag("showCoeff"), x.Look.Flag("showPrice")) switch
        {
            (true, true) => $"{coefficient} ({x.PriceText(level.Price)})",
            (true, false) => coefficient,
            (false, true) => $"({x.PriceText(level.Price)})",
            _ => "",
        };
    }

    private static bool IsSeen(DrawingContext x, Level level) => level.Y >= x.Plot.Top && level.Y <= x.Plot.Bottom;

    private readonly record struct Level(double Coefficient, double Price, double Y, Rgba Color);
}
