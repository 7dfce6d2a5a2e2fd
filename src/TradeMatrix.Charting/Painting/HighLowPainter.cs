using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Marks the highest and the lowest visible price.</summary>
internal static class HighLowPainter
{
    private const double Reach = 24;

    public static void Paint(Brush brush, ChartLayout layout, PaneLayout pane)
    {
        int high = -1, low = -1;
        for (var i = layout.FirstVisible; i < layout.EndVisible; i++)
        {
            if (layout.Bars.IsGap(i)) continue;
            if (high < 0 || layout.Bars.High[i] > layout.Bars.High[high]) high = i;
            if (low < 0 || layout.Bars.Low[i] < layout.Bars.Low[low]) low = i;
        }
        if (high < 0) return;
        Mark(high, layout.Bars.High[high]);
        Mark(low, layout.Bars.Low[low]);

        void Mark(int bar, double price)
        {
            var (x, y) = (layout.Time.X(bar), pane.Scale.Y(price));
            var text = NumberText.Price(price, layout.Precision);
            var style = layout.ScaleFont;
            var toRight = x + Reach + 6 + style.Width(text) < pane.Plot.Right;
            brush.Horizontal(toRight ? x : x - Reach, toRight ? x + Reach : x, y, new Stroke(layout.Colors.Text));
            brush.Text(text, toRight ? x + Reach + 4 : x - Reach - 4 - style.Width(text), style.BaselineFor(y), style, layout.Colors.Text);
        }
    }
}
