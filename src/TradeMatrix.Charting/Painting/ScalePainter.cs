using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints the scales with their labels, the lines between panes, and the title.</summary>
internal static class ScalePainter
{
    public static void Paint(Brush brush, ChartLayout layout)
    {
        var (spec, colors, font) = (layout.Spec, layout.Colors, layout.ScaleFont);
        var right = layout.Panes[0].Plot.Right;
        foreach (var pane in layout.Panes)
        {
            if (pane != layout.Panes[0]) brush.Fill(0, pane.Plot.Top - PaneHeights.Separator, spec.Width, pane.Plot.Top, colors.Separator);
            foreach (var tick in pane.Ticks) brush.Text(tick.Content, right + 8, font.BaselineFor(tick.Position), font, colors.Text);
        }
        brush.Fill(right, layout.Panes[0].Plot.Top, right + (1 / brush.Scale), layout.TimeArea.Top, colors.Separator);
        brush.Fill(0, layout.TimeArea.Top, spec.Width, layout.TimeArea.Top + (1 / brush.Scale), colors.Separator);
        foreach (var tick in layout.TimeTicks)
        {
            var style = font with { IsBold = tick.IsMajor };
            brush.Text(tick.Content, tick.Position - (style.Width(tick.Content) / 2), font.BaselineFor(layout.TimeArea.CenterY), style, colors.Text);
        }
        foreach (var pane in layout.Panes)
        {
            foreach (var label in pane.Labels) PaintLabel(brush, label, label.Area.Left + 7, font, pane.Plot.Right);
        }
        foreach (var label in layout.TimeLabels) PaintLabel(brush, label, label.Area.Left + 6, font, double.NaN);
        if (spec.Title is { } title)
        {
            var style = new TextStyle(15, IsBold: true);
            brush.Text(style.Fit(title, spec.Width - 20), 10, style.BaselineFor(layout.Panes[0].Plot.Top / 2), style, colors.Text);
        }
    }

    private static void PaintLabel(Brush brush, ScaleLabel label, double textLeft, TextStyle font, double plotRight)
    {
        var area = label.Area;
        brush.Fill(area.Left, area.Top, area.Right, area.Bottom, label.Ground with { A = 255 });
        brush.Text(label.Content, textLeft, font.BaselineFor(area.CenterY), font, label.Color);
        if (label.Caption is not { } caption) return;
        var width = font.Width(caption) + 12;
        brush.Fill(plotRight - width, area.Top, plotRight - 1, area.Bottom, label.Ground with { A = 255 });
        brush.Text(caption, plotRight - width + 6, font.BaselineFor(area.CenterY), font, label.Color);
    }
}
