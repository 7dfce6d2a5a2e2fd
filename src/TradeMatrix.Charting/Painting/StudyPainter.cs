using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints a study: fills, volume profile and levels behind, plots in front.</summary>
internal static class StudyPainter
{
    public static void Paint(Brush brush, ChartLayout layout, PixelRect plot, PriceScale scale, StudyLayout study)
    {
        PaintGround(brush, layout, plot, scale, study);
        PaintPlots(brush, layout, plot, scale, study);
    }

    public static void PaintGround(Brush brush, ChartLayout layout, PixelRect plot, PriceScale scale, StudyLayout study)
    {
        foreach (var fill in study.Definition.Fills)
        {
            if (!study.Look.Flag(fill.Name + ".visible", true)) continue;
            if (study.Definition.Levels.Contains(fill.First))
            {
                double a = scale.Y(study.Look.Number(fill.First + ".value")), b = scale.Y(study.Look.Number(fill.Second + ".value"));
                brush.Fill(plot.Left, Math.Min(a, b), plot.Right, Math.Max(a, b), study.Look.Color(fill.Name + ".color"));
            }
            else StudyFill.Paint(brush, layout, scale, study, fill);
        }
        if (study.Values.Profile is { } profile) VolumeProfilePainter.Paint(brush, plot, scale, study, profile);
        foreach (var level in study.Definition.Levels)
        {
            if (!study.Look.Flag(level + ".visible")) continue;
            var stroke = new Stroke(study.Look.Color(level + ".color"), study.Look.Number(level + ".linewidth"), study.Look.Int(level + ".linestyle"));
            brush.Horizontal(plot.Left, plot.Right, scale.Y(study.Look.Number(level + ".value")), stroke);
        }
    }

    public static void PaintPlots(Brush brush, ChartLayout layout, PixelRect plot, PriceScale scale, StudyLayout study)
    {
        // What a shift draws beyond the last bar (a cloud) is visible too; a bar's half beyond the left edge as well.
        var first = (int)Math.Floor(layout.Time.IndexAt(plot.Left)) - 1;
        var end = (int)Math.Ceiling(layout.Time.IndexAt(plot.Right)) + 2;
        foreach (var line in study.Plots)
        {
            if (!line.IsVisible) continue;
            if (line.Values.Mark != PlotMark.None) MarkPainter.Paint(brush, layout, scale, study, line, first, end);
            else if (line.Type is PlotType.Columns or PlotType.Histogram) PaintColumns(brush, layout, plot, scale, study, line, first, end);
            else if (line.Type is PlotType.Cross or PlotType.Circles) PaintDots(brush, layout, scale, study, line, first, end);
            else PaintLine(brush, layout, plot, scale, study, line, first, end);
            if (study.Definition.IsLevels) NameLevel(brush, layout, scale, study, line);
        }
    }

    /// <summary>The name of a level above the left end of its newest line, with its value.</summary>
    private static void NameLevel(Brush brush, ChartLayout layout, PriceScale scale, StudyLayout study, PlotStyle line)
    {
        if (layout.LastVisible is not (>= 0 and var last) || study.ValueAt(line, last) is var value && double.IsNaN(value)) return;
        var start = last;
        while (start > layout.FirstVisible && study.ValueAt(line, start - 1) == value) start--;
        var style = layout.ScaleFont with { Size = layout.ScaleFont.Size - 1 };
        var (text, left, baseline) = ($"{line.Name} ({study.Write(value, layout.Precision)})", layout.Time.X(start) + 2, scale.Y(value) - 4);
        brush.Fill(left - 2, baseline - style.CapHeight - 2, left + style.Width(text) + 2, baseline + 2, layout.Colors.GroundBottom.WithOpacity(0.7));
        brush.Text(text, left, baseline, style, study.ColorAt(line, last));
    }

    private static void PaintColumns(Brush brush, ChartLayout layout, PixelRect plot, PriceScale scale, StudyLayout study, PlotStyle line, int first, int end)
    {
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var zero = Math.Clamp(scale.Y(0), plot.Top, plot.Bottom);
        var isWide = line.Type == PlotType.Columns;
        var width = isWide ? pixels.Body : Math.Min(pixels.Body, Math.Max(pixels.Wick, (int)(line.Width * brush.Scale)));
        for (var i = first; i < end; i++)
        {
            var value = study.ValueAt(line, i);
            var y = scale.Y(value);
            if (double.IsNaN(y) || value == 0) continue;
            var left = (isWide ? pixels.BodyLeft(layout.Time.X(i)) : pixels.WickLeft(layout.Time.X(i)) - ((width - pixels.Wick) / 2)) / brush.Scale;
            double top = Math.Min(y, zero), bottom = Math.Max(y, zero);
            if (brush.Snap(bottom) == brush.Snap(top)) (top, bottom) = y <= zero ? (zero - (1 / brush.Scale), zero) : (zero, zero + (1 / brush.Scale));
            brush.Fill(left, top, left + (width / brush.Scale), bottom, study.ColorAt(line, i));
        }
    }

    private static void PaintDots(Brush brush, ChartLayout layout, PriceScale scale, StudyLayout study, PlotStyle line, int first, int end)
    {
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var reach = Math.Clamp(layout.Time.Spacing * 0.35, 1.5, 1.5 + line.Width);
        for (var i = first; i < end; i++)
        {
            var y = scale.Y(study.ValueAt(line, i));
            if (double.IsNaN(y)) continue;
            double x = pixels.Middle(layout.Time.X(i)), thick = brush.SnapWidth(Math.Max(1, line.Width / 2));
            if (line.Type == PlotType.Circles)
            {
                brush.Disc(x, y, reach, study.ColorAt(line, i));
                continue;
            }
            brush.Horizontal(x - reach, x + reach, y, new Stroke(study.ColorAt(line, i), thick));
            brush.Vertical(x, y - reach, y + reach, new Stroke(study.ColorAt(line, i), thick));
        }
    }

    private static void PaintLine(Brush brush, ChartLayout layout, PixelRect plot, PriceScale scale, StudyLayout study, PlotStyle line, int first, int end)
    {
        var bridge = line.Type is PlotType.Line or PlotType.Area or PlotType.StepLine;
        var from = first;
        while (from < end)
        {
            // A line breaks where its colour changes: there it jumps to the other side of the price.
            var color = study.ColorAt(line, from);
            var to = from + 1;
            while (to < end && (line.Colors.Count == 1 || study.ColorAt(line, to) == color)) to++;
            foreach (var run in PolylineRuns.Of(brush, layout.Time, scale, from, to, i => study.ValueAt(line, i), bridge)) PaintRun(brush, plot, scale, line, run, color, layout.Time.Spacing);
            from = to;
        }
    }

    private static void PaintRun(Brush brush, PixelRect plot, PriceScale scale, PlotStyle line, SKPoint[] run, Rgba color, double spacing)
    {
        var stroke = new Stroke(color, line.Width);
        if (line.Type is PlotType.StepLine or PlotType.StepLineWithBreaks)
        {
            PaintSteps(brush, run, stroke, line.Type == PlotType.StepLine, spacing);
            return;
        }
        if (line.Type is PlotType.Area or PlotType.AreaWithBreaks && run.Length > 1)
        {
            var zero = (float)Math.Clamp(scale.Y(0), plot.Top, plot.Bottom);
            using var builder = new SKPathBuilder();
            builder.MoveTo(run[0].X, zero);
            foreach (var point in run) builder.LineTo(point);
            builder.LineTo(run[^1].X, zero);
            builder.Close();
            using var area = builder.Detach();
            brush.Fill(area, color.WithOpacity(color.A / 255.0 * 0.3));
        }
        if (run.Length == 1) brush.Disc(run[0].X, run[0].Y, Math.Max(0.75, line.Width / 2), color);
        else brush.Polyline(run, stroke);
    }

    private static void PaintSteps(Brush brush, SKPoint[] run, Stroke stroke, bool joined, double spacing)
    {
        for (var i = 0; i < run.Length;)
        {
            var start = i;
            while (i + 1 < run.Length && run[i + 1].Y == run[start].Y) i++;
            double left = run[start].X - (spacing / 2), right = run[i].X + (spacing / 2);
            brush.Horizontal(left, right, run[start].Y, stroke);
            i++;
            if (joined && i < run.Length) brush.Vertical(right, Math.Min(run[i].Y, run[start].Y), Math.Max(run[i].Y, run[start].Y), stroke);
        }
    }
}
