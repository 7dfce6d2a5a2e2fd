using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>What holds for the layout of every chart.</summary>
public sealed class LayoutPropertyTests
{
    [Fact]
    public void Every_chart_keeps_the_rules() => RandomCharts.Any.Sample(chart =>
    {
        var layout = RandomCharts.Lay(chart.Spec, chart.Bars);
        PanesFillTheHeight(layout);
        foreach (var pane in layout.Panes)
        {
            LabelsKeepApart(layout, pane);
            TicksAreRound(layout, pane);
            ScaleIsInvertible(layout, pane);
        }
        TimeLabelsKeepApart(layout);
        TimeIsInvertible(layout);
        LegendsKeepApart(layout);
        LastLabelIsTheLastClose(layout);
        Assert.InRange(layout.FirstVisible, 0, layout.EndVisible - 1);
        Assert.InRange(layout.EndVisible, 1, layout.Bars.Count);
        if (chart.Spec is { Range: null, Bars: { } bars }) Assert.Equal(Math.Min(bars, Math.Max(1, chart.Bars.Count - chart.Spec.ShiftLeft)), layout.EndVisible - layout.FirstVisible);
        Assert.NotEqual("", layout.AltTextOf().Trim());
        Assert.DoesNotContain("NaN", layout.AltTextOf(), StringComparison.Ordinal);
    }, iter: 1500, print: RandomCharts.Print);

    [Fact]
    public void Most_studies_fit_on_the_smallest_chart()
    {
        var names = Catalog.Studies.Values.Where(s => !s.IsOverlay && s.Name != "Correlation Coefficient").Select(s => new StudySpec(s.Name)).Take(ChartSpecCheck.MostStudies);
        var layout = ChartLayout.Create(new ChartSpec { Width = 300, Height = 200, Studies = [.. names] }, RandomCharts.Series(Timeframe.D1, 100, (100, 0.02), 3, 1));
        PanesFillTheHeight(layout);
        LegendsKeepApart(layout);
    }

    private static void PanesFillTheHeight(ChartLayout layout)
    {
        Assert.Equal(layout.Spec.Title is null ? 0 : layout.Panes[0].Plot.Top, layout.Panes[0].Plot.Top);
        for (var i = 0; i < layout.Panes.Count; i++)
        {
            var plot = layout.Panes[i].Plot;
            Assert.True(plot.Height >= 0, $"pane {i} is {plot.Height} high");
            Assert.Equal(i + 1 < layout.Panes.Count ? layout.Panes[i + 1].Plot.Top - 1 : layout.TimeArea.Top, plot.Bottom);
            Assert.Equal((layout.Time.Left, layout.Time.Right), (plot.Left, plot.Right));
        }
        Assert.Equal(layout.Spec.Height, layout.TimeArea.Bottom);
        Assert.InRange(layout.Time.Right, layout.Spec.Width * 0.5, layout.Spec.Width - 40);
    }

    private static void LabelsKeepApart(ChartLayout layout, PaneLayout pane)
    {
        var font = layout.ScaleFont;
        for (var i = 0; i < pane.Labels.Count; i++)
        {
            var area = pane.Labels[i].Area;
            Assert.True(area.Top >= pane.Plot.Top - 1e-9 && area.Bottom <= pane.Plot.Bottom + 1e-9, $"{pane.Labels[i]} leaves its pane {pane.Plot}");
            for (var k = 0; k < i; k++) Assert.True(pane.Labels[k].Area.Top >= area.Bottom - 1e-6 || pane.Labels[k].Area.Bottom <= area.Top + 1e-6, $"{pane.Labels[i]} covers {pane.Labels[k]}");
        }
        var ticks = pane.Ticks.Where(t => t.Content.Length > 0).ToList();
        foreach (var tick in ticks)
        {
            var box = new PixelRect(0, tick.Position - (font.CapHeight / 2), layout.Spec.Width, tick.Position + (font.CapHeight / 2));
            Assert.DoesNotContain(pane.Labels, l => l.Area.Overlaps(box));
            Assert.InRange(tick.Position, pane.Plot.Top, pane.Plot.Bottom);
        }
        for (var i = 1; i < pane.Ticks.Count; i++)
            Assert.True(Math.Abs(pane.Ticks[i].Position - pane.Ticks[i - 1].Position) >= font.Size + 5, $"ticks {pane.Ticks[i - 1]} and {pane.Ticks[i]} are too close");
        Assert.Equal(ticks.Count, ticks.Select(t => t.Content).Distinct(StringComparer.Ordinal).Count());
    }

    private static void TicksAreRound(ChartLayout layout, PaneLayout pane)
    {
        if (pane.Scale.Mode == PriceScaleMode.Logarithmic || pane.Ticks.Count < 2) return;
        var values = pane.Ticks.Select(t => pane.Scale.ToScale(pane.Scale.PriceAt(t.Position))).Order().ToList();
        var step = values[1] - values[0];
        var digit = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0000001)));
        var noise = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])) * 1e-12 / step;
        Assert.True(new[] { 1, 2, 2.5, 5, 10 }.Any(d => Math.Abs(digit - d) < 1e-6 + (noise * d)), $"step {step:R} of pane {pane.Plot}");
        foreach (var value in values) Assert.True(Math.Abs((value / step) - Math.Round(value / step)) < 1e-5 + (Math.Abs(value / step) * (1e-7 + noise)), $"{value:R} is no multiple of {step:R}");
    }

    private static void ScaleIsInvertible(ChartLayout layout, PaneLayout pane)
    {
        if (pane.Plot.Height < 1) return;
        for (var share = 0.0; share <= 1; share += 0.125)
        {
            var y = pane.Plot.Top + (share * pane.Plot.Height);
            Assert.Equal(y, pane.Scale.Y(pane.Scale.PriceAt(y)), 1e-3);
        }
        Assert.True(pane.Scale.Low < pane.Scale.High);
        Assert.Equal(pane.Scale.IsInverted ? pane.Plot.Top : pane.Plot.Bottom, pane.Scale.Y(pane.Scale.Low), 1e-6);
    }

    private static void TimeLabelsKeepApart(ChartLayout layout)
    {
        var right = double.NegativeInfinity;
        foreach (var tick in layout.TimeTicks)
        {
            var half = (layout.ScaleFont with { IsBold = tick.IsMajor }).Width(tick.Content) / 2;
            if (tick.Content.Length == 0) continue;
            Assert.True(tick.Position - half >= Math.Max(right, layout.Time.Left), $"{tick} begins before {right}");
            right = tick.Position + half;
            Assert.True(right <= layout.Time.Right, $"{tick} leaves the plot at {layout.Time.Right}");
        }
    }

    private static void TimeIsInvertible(ChartLayout layout)
    {
        for (var i = layout.FirstVisible; i < layout.EndVisible; i++)
        {
            Assert.Equal(layout.Bars.Time[i], layout.Time.TimeAt(i));
            Assert.Equal(i, layout.Time.IndexOf(layout.Bars.Time[i]));
            Assert.Equal(i, layout.Time.IndexAt(layout.Time.X(i)), 1e-6);
            Assert.InRange(layout.Time.X(i), layout.Time.Left, layout.Time.Right);
        }
        foreach (var index in new[] { -7.25, 0.5, layout.Bars.Count / 3.0, layout.Time.Bars.Count + 4.5 }) Assert.Equal(index, layout.Time.IndexOf(layout.Time.TimeAt(index)), 1e-3);
    }

    private static void LegendsKeepApart(ChartLayout layout)
    {
        var runs = layout.Panes.SelectMany(p => p.Legend.Select(r => (Run: r, p.Plot))).ToList();
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, plot) = runs[i];
            Assert.True(plot.Contains(run.Area), $"'{run.Content}' at {run.Area} leaves {plot}");
            for (var k = 0; k < i; k++) Assert.False(runs[k].Run.Area.Overlaps(run.Area), $"'{run.Content}' covers '{runs[k].Run.Content}'");
        }
    }

    private static void LastLabelIsTheLastClose(ChartLayout layout)
    {
        if (layout.Panes[0] is not { IsPricePane: true } pane || layout.LastVisible < 0) return;
        var close = layout.Bars.Close[layout.LastVisible];
        foreach (var label in pane.Labels.Where(l => l.IsFixed))
        {
            Assert.Equal(pane.Scale.Y(close), label.Position);
            Assert.True(label.Area.Top - 1e-9 <= label.Position && label.Position <= label.Area.Bottom + 1e-9);
        }
        if (pane.Plot.Height > 60 && layout.ScaleFont.Size < 20) Assert.Single(pane.Labels, l => l.IsFixed);
    }
}
