using System.Text.Json;
using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Layout;

namespace TradeMatrix.Charting.Tests.Encoders;

/// <summary>The data beside a picture says what the picture shows.</summary>
public sealed class ChartDataJsonTests
{
    [Fact]
    public void Bars_scales_and_places_are_those_of_the_layout() => RandomCharts.Any.Sample(chart =>
    {
        var layout = RandomCharts.Lay(chart.Spec, chart.Bars);
        using var json = JsonDocument.Parse(ChartDataJson.Write(layout));
        var root = json.RootElement;
        Assert.Equal(layout.AltTextOf(), root.GetProperty("altText").GetString());
        Assert.Equal(ChartSpecJson.Write(chart.Spec), ChartSpecJson.Write(ChartSpecJson.Read(root.GetProperty("spec").GetRawText())));

        var bars = root.GetProperty("bars").EnumerateArray().ToList();
        Assert.Equal(layout.EndVisible - layout.FirstVisible, bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = layout.Bars[layout.FirstVisible + i];
            Assert.Equal(ChartSpecJson.Iso(bar.Time), bars[i].GetProperty("time").GetString());
            Assert.Equal(new Bar(bar.Time, Number(bars[i], "open"), Number(bars[i], "high"), Number(bars[i], "low"), Number(bars[i], "close"), Number(bars[i], "volume")), bar);
            Assert.Equal(layout.Time.X(layout.FirstVisible + i), Number(bars[i], "x"), 0.0051);
        }

        var panes = root.GetProperty("panes").EnumerateArray().ToList();
        Assert.Equal(layout.Panes.Count, panes.Count);
        for (var p = 0; p < panes.Count; p++)
        {
            var (pane, scale) = (layout.Panes[p], panes[p].GetProperty("scale"));
            Assert.Equal(pane.Plot, new PixelRect(Number(panes[p].GetProperty("plot"), "left"), Number(panes[p].GetProperty("plot"), "top"), Number(panes[p].GetProperty("plot"), "right"), Number(panes[p].GetProperty("plot"), "bottom")));
            Assert.Equal(pane.Scale.PriceAt(pane.Plot.Top), Number(scale, "atTop"));
            Assert.Equal(pane.Scale.PriceAt(pane.Plot.Bottom), Number(scale, "atBottom"));
            Assert.Equal(pane.Labels.Select(l => l.Content), panes[p].GetProperty("marks").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
            foreach (var (tick, label) in pane.Ticks.Where(t => t.Content.Length > 0).Zip(panes[p].GetProperty("labels").EnumerateArray()))
                Assert.Equal((tick.Content, Math.Round(tick.Position, 2)), (label.GetProperty("text").GetString()!, Number(label, "y")));
            Assert.Equal(pane.Studies.Count + pane.Overlays.Count, panes[p].GetProperty("studies").GetArrayLength());
        }
        Assert.Equal(layout.TimeTicks.Where(t => t.Content.Length > 0).Select(t => t.Content), root.GetProperty("timeScale").GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("text").GetString()));
    }, iter: 80, print: RandomCharts.Print);

    [Fact]
    public void Every_study_of_the_catalogue_has_its_values()
    {
        var bars = RandomCharts.Series(Timeframe.D1, 600, (100, 0.02), 3, 11);
        foreach (var definition in Catalog.Studies.Values)
        {
            var layout = RandomCharts.Lay(new ChartSpec { Studies = [new(definition.Name)] }, bars);
            using var json = JsonDocument.Parse(ChartDataJson.Write(layout));
            var study = json.RootElement.GetProperty("panes").EnumerateArray().SelectMany(p => p.GetProperty("studies").EnumerateArray()).Single();
            Assert.Equal(definition.Name, study.GetProperty("name").GetString());
            Assert.Equal(definition.Inputs.Select(i => i.Key), study.GetProperty("input").EnumerateObject().Select(i => i.Name));
            Assert.Equal(definition.Plots.Select(p => p.Name), study.GetProperty("plots").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
            var values = study.GetProperty("plots").EnumerateArray().SelectMany(p => p.GetProperty("values").EnumerateArray()).ToList();
            Assert.Equal(definition.Plots.Count * (layout.EndVisible - layout.FirstVisible), values.Count);
            if (study.TryGetProperty("profile", out var profile)) Assert.True(profile.GetProperty("up").GetArrayLength() > 0);
            else Assert.True(values.Exists(v => v.ValueKind == JsonValueKind.Number), definition.Name + " has no values");
            var plots = study.GetProperty("plots").EnumerateArray().ToList();
            for (var p = 0; p < plots.Count; p++)
            {
                var i = layout.FirstVisible;
                foreach (var value in plots[p].GetProperty("values").EnumerateArray())
                    Assert.Equal(layout.Studies[0].ValueAt(layout.Studies[0].Plots[p], i++), value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble());
            }
        }
    }

    [Fact]
    public void A_drawing_has_the_pixels_of_its_points()
    {
        var bars = RandomCharts.Series(Timeframe.D1, 200, (100, 0.02), 3, 11);
        var drawing = new DrawingSpec("Trend Line").With("startDatetime", ChartSpecJson.Iso(bars.Time[150])).With("startPrice", 99.5).With("endDatetime", ChartSpecJson.Iso(bars.Time[180])).With("endPrice", 101);
        var layout = ChartLayout.Create(new ChartSpec { Drawings = [drawing] }, bars);
        using var json = JsonDocument.Parse(ChartDataJson.Write(layout));
        var read = Assert.Single(json.RootElement.GetProperty("panes")[0].GetProperty("drawings").EnumerateArray());
        Assert.Equal(layout.Time.X(150), Number(read, "startDatetimeX"), 0.0051);
        Assert.Equal(layout.Panes[0].Scale.Y(101), Number(read, "endPriceY"), 0.0051);
        Assert.Equal(99.5, Number(read, "startPrice"));
    }

    private static double Number(JsonElement json, string key) => json.GetProperty(key) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : double.NaN;
}
