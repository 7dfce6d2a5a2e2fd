using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints the bars in their style.</summary>
internal static class SeriesPainter
{
    private delegate void StylePainter(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options);

    private static readonly Dictionary<ChartStyle, StylePainter> Styles = new Dictionary<ChartStyle, StylePainter>
    {
        [ChartStyle.Candle] = CandlePainter.Paint,
        [ChartStyle.HeikinAshi] = CandlePainter.Paint,
        [ChartStyle.HollowCandle] = CandlePainter.Paint,
        [ChartStyle.Bar] = BarPainter.Paint,
        [ChartStyle.HiLo] = BarPainter.PaintHiLo,
        [ChartStyle.Column] = BarPainter.PaintColumns,
        [ChartStyle.Line] = LinePainter.Paint,
        [ChartStyle.Area] = LinePainter.PaintArea,
        [ChartStyle.Baseline] = LinePainter.PaintBaseline,
    };

    public static void Paint(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options) => Styles[layout.Spec.Style](brush, layout, pane, options);
}
