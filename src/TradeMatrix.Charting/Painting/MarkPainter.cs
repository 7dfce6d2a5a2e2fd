using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints signs above or below bars: fractals, pivots, phases of the moon.</summary>
internal static class MarkPainter
{
    private const double Gap = 5;

    public static void Paint(Brush brush, ChartLayout layout, PriceScale scale, StudyLayout study, PlotStyle line, int first, int end)
    {
        var size = Math.Clamp(layout.Time.Spacing * 0.9, 4, 9);
        var mark = line.Values.Mark;
        var isAbove = mark is PlotMark.TriangleAbove or PlotMark.CircleAbove or PlotMark.LabelAbove;
        var style = layout.ScaleFont with { Size = layout.ScaleFont.Size - 1 };
        var labelEnd = double.NegativeInfinity;
        for (var i = first; i < end; i++)
        {
            var value = study.ValueAt(line, i);
            var y = scale.Y(value);
            if (double.IsNaN(y)) continue;
            var (x, near, color) = (layout.Time.X(i), y + (isAbove ? -Gap : Gap), study.ColorAt(line, i));
            var far = near + (isAbove ? -size : size);
            if (mark is PlotMark.CircleAbove or PlotMark.CircleBelow)
                brush.Disc(x, (near + far) / 2, size / 2, color);
            else if (mark is PlotMark.TriangleAbove or PlotMark.TriangleBelow)
            {
                using var builder = new SKPathBuilder();
                builder.MoveTo((float)x, (float)far);
                builder.LineTo((float)(x - (size * 0.6)), (float)near);
                builder.LineTo((float)(x + (size * 0.6)), (float)near);
                builder.Close();
                using var path = builder.Detach();
                brush.Fill(path, color);
            }
            else
            {
                var text = study.Write(value, layout.Precision);
                var left = Math.Clamp(x - (style.Width(text) / 2), layout.Time.Left + 2, Math.Max(layout.Time.Left + 2, layout.Time.Right - style.Width(text) - 2));
                if (left < labelEnd + 4) continue;
                labelEnd = left + style.Width(text);
                brush.Text(text, left, isAbove ? near : near + style.CapHeight, style, color);
            }
        }
    }
}
