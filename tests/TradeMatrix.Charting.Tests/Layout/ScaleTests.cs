using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Bars;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>What the scales say.</summary>
public sealed class ScaleTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2024-03-30", "2024-03-30 23:00=31, 2024-03-31 22:00=Apr, 2024-04-01 22:00=2")] // the 31st has 23 hours
    [InlineData("Etc/UTC", "2024-03-30", "2024-03-31 00:00=31, 2024-04-01 00:00=Apr")]
    [InlineData("Australia/Sydney", "2024-04-05", "2024-04-05 13:00=6, 2024-04-06 13:00=7, 2024-04-07 14:00=8")] // the 7th has 25 hours
    [InlineData("America/New_York", "2023-12-31", "2023-12-31 05:00=31, 2024-01-01 05:00=2024, 2024-01-02 05:00=2")]
    [InlineData("Asia/Kathmandu", "2024-04-10", "2024-04-10 19:00=11, 2024-04-11 19:00=12, 2024-04-12 19:00=13")] // 5:45 ahead: the first full hour after midnight
    public void Days_months_and_years_begin_at_midnight_of_the_zone(string zone, string start, string expected)
    {
        var labels = Labels(new ChartSpec { Interval = Timeframe.H1, Timezone = zone, Width = 1600, Symbol = "BINANCE:X" }, Hours(start, 72));
        Assert.Equal(expected, string.Join(", ", labels.Where(l => l.LastIndexOf(':') < l.IndexOf('=', StringComparison.Ordinal))));
        Assert.Contains(labels, l => l.LastIndexOf(':') > l.IndexOf('=', StringComparison.Ordinal));
    }

    [Fact]
    public void Months_and_years_outweigh_days()
    {
        var days = BarSeries.From([.. Enumerable.Range(0, 130).Select(i => new Bar(At.Time("2023-11-01") + (i * 86_400_000L), 1, 2, 0.5, 1))]);
        var labels = Labels(new ChartSpec { Width = 1200 }, days);
        Assert.Empty(new[] { "2023-12-01 00:00=Dec", "2024-01-01 00:00=2024", "2024-02-01 00:00=Feb", "2024-03-01 00:00=Mar" }.Except(labels));
        var months = BarSeries.From([.. Enumerable.Range(0, 120).Select(i => new Bar(new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(i).ToUnixTimeMilliseconds(), 1, 2, 0.5, 1))]);
        Assert.Empty(new[] { "2016-01-01 00:00=2016", "2020-01-01 00:00=2020", "2024-01-01 00:00=2024" }.Except(Labels(new ChartSpec { Width = 1200, Interval = Timeframe.MN1 }, months)));
    }

    [Theory]
    [InlineData(PriceScaleMode.Regular, "110.00")]
    [InlineData(PriceScaleMode.Logarithmic, "110.00")]
    [InlineData(PriceScaleMode.Percent, "+10.00%")]
    [InlineData(PriceScaleMode.IndexedTo100, "110.00")]
    public void The_last_price_is_written_as_the_scale_counts(PriceScaleMode mode, string text)
    {
        var layout = ChartLayout.Create(new ChartSpec { Scale = mode }, Closes(100, 105, 120, 90, 110));
        Assert.Equal(text, Assert.Single(layout.Panes[0].Labels).Content);
        Assert.All(layout.Panes[0].Ticks, t => Assert.True(t.Content.Length == 0 || mode == PriceScaleMode.Percent == t.Content.EndsWith('%')));
        Assert.Contains(layout.Panes[0].Ticks, t => t.Content == mode switch { PriceScaleMode.Percent => "0.00%", _ => "100.00" });
    }

    [Fact]
    public void A_percent_scale_of_negative_prices_grows_upwards()
    {
        var layout = ChartLayout.Create(new ChartSpec { Scale = PriceScaleMode.Percent }, Closes(-10, -12, -8, -5));
        Assert.Equal("+50.00%", Assert.Single(layout.Panes[0].Labels).Content);
        Assert.True(layout.Panes[0].Scale.Y(-5) < layout.Panes[0].Scale.Y(-10));
        Assert.NotEmpty(layout.Panes[0].Ticks);
        Assert.Contains("up 37.50 %", layout.AltTextOf(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_ratios_are_equally_far_on_a_logarithmic_scale()
    {
        var scale = ChartLayout.Create(new ChartSpec { Scale = PriceScaleMode.Logarithmic }, Closes(1, 10, 1000)).Panes[0].Scale;
        Assert.Equal(scale.Y(1) - scale.Y(10), scale.Y(100) - scale.Y(1000), 1e-9);
        Assert.True(double.IsNaN(scale.Y(0)) && double.IsNaN(scale.Y(-1)));
    }

    [Fact]
    public void A_logarithmic_scale_of_nothing_but_gaps_is_one_all_the_same()
    {
        var gap = new Bar(Days(2), double.NaN, double.NaN, double.NaN, double.NaN);
        var scale = ChartLayout.Create(new ChartSpec { Scale = PriceScaleMode.Logarithmic, Range = new ChartRange("DTD") }, BarSeries.From([new Bar(Days(1), 5, 6, 4, 5), gap])).Panes[0].Scale;
        Assert.True(scale.Low > 0 && scale.High > scale.Low && double.IsFinite(scale.Y(scale.Low)));

        static long Days(int count) => count * 86_400_000L;
    }

    [Fact]
    public void Logarithmic_ticks_are_no_finer_than_their_labels()
    {
        var pane = ChartLayout.Create(new ChartSpec { Scale = PriceScaleMode.Logarithmic, Precision = 0, Height = 2000 }, Closes(1, 2, 4)).Panes[0];
        Assert.NotEmpty(pane.Ticks);
        Assert.All(pane.Ticks.Select(t => pane.Scale.PriceAt(t.Position)), price => Assert.Equal(Math.Round(price), price, 1e-6));
    }

    [Fact]
    public void A_band_below_zero_does_not_push_the_bars_off_a_logarithmic_scale()
    {
        var spec = new ChartSpec { Scale = PriceScaleMode.Logarithmic, Studies = [StudySpec.FromCode("BB:20,close,20")] };
        var scale = ChartLayout.Create(spec, Closes([.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : 50)])).Panes[0];
        Assert.InRange(scale.Scale.Y(1), scale.Plot.Top, scale.Plot.Bottom);
        Assert.InRange(scale.Scale.Low, 0.5, 1);
    }

    [Fact]
    public void An_inverted_scale_grows_downwards()
    {
        var plain = ChartLayout.Create(new ChartSpec { Studies = [new("Momentum")] }, Closes(1, 2, 3)).Panes;
        var inverted = ChartLayout.Create(new ChartSpec { Studies = [new("Momentum")] }.With("showInvertScale", true), Closes(1, 2, 3)).Panes;
        Assert.True(plain[0].Scale.Y(3) < plain[0].Scale.Y(1) && inverted[0].Scale.Y(3) > inverted[0].Scale.Y(1));
        Assert.False(inverted[1].Scale.IsInverted);
        Assert.True(ChartLayout.Create(new ChartSpec { Studies = [new("Momentum")] }.With("showInvertScaleStudies", true), Closes(1, 2, 3)).Panes[1].Scale.IsInverted);
    }

    [Theory]
    [InlineData(5e3, "K")]
    [InlineData(7e7, "M")]
    [InlineData(3e9, "B")]
    [InlineData(4e13, "T")]
    public void Volumes_are_short(double volume, string unit)
    {
        var bars = BarSeries.From([.. Enumerable.Range(0, 60).Select(i => new Bar(i * 86_400_000L, 1, 2, 1, 1, volume * (1 + (i % 7))))]);
        var pane = ChartLayout.Create(new ChartSpec { Studies = [new("Volume")] }, bars).Panes[1];
        Assert.Contains(pane.Ticks, t => t.Content.EndsWith(unit, StringComparison.Ordinal));
        Assert.All(pane.Ticks, t => Assert.InRange(t.Content.Length, 0, 7));
        Assert.Equal(0, pane.Scale.Low, 1e-6);
    }

    [Fact]
    public void Large_volumes_close_together_have_different_labels()
    {
        var bars = BarSeries.From([.. Enumerable.Range(0, 60).Select(i => new Bar(i * 86_400_000L, 1, 2, 1, i % 2 == 0 ? 1.9 : 1.1, i == 0 ? 5_000_000 : 10_000))]);
        var ticks = ChartLayout.Create(new ChartSpec { Studies = [new("On Balance Volume")], Bars = 40 }, bars).Panes[1].Ticks;
        Assert.Equal(ticks.Count, ticks.Select(t => t.Content).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(15_971.25, 2, "15,971.25")]
    [InlineData(15_971, 2, "15,971.00")]
    [InlineData(1.07219, 5, "1.07219")]
    [InlineData(0.00001234, 8, "0.00001234")]
    [InlineData(157.234, 3, "157.234")]
    [InlineData(123_456_789, 0, "123,456,789")]
    [InlineData(64_123.5, 2, "64,123.50")]
    [InlineData(0.5, 2, "0.50")]
    public void Prices_have_the_decimals_of_the_symbol(double price, int decimals, string text)
    {
        var layout = ChartLayout.Create(new ChartSpec(), Closes(price, price, price));
        Assert.Equal(decimals, layout.Precision);
        Assert.Equal(text, Assert.Single(layout.Panes[0].Labels).Content);
        Assert.Equal(1, ChartLayout.Create(new ChartSpec { Precision = 1 }, Closes(price, price)).Precision);
    }

    [Theory]
    [InlineData("dax_historical.csv", 2)]
    [InlineData("eurusd_1h.csv", 5)]
    [InlineData("eurusd_historical.csv", 5)]
    [InlineData("spy_1m.csv", 4)]
    public void Recorded_prices_are_written_exactly(string file, int decimals)
    {
        var read = At.ReadFile(file);
        Assert.Equal(decimals, ChartLayout.Create(new ChartSpec { Interval = read.Timeframe }, read.Bars).Precision);
    }

    [Fact]
    public void A_fixed_price_range_is_kept()
    {
        var bars = Closes(100, 105, 120, 90, 110);
        var both = ChartLayout.Create(new ChartSpec().With("priceRange.from", 80).With("priceRange.to", 140), bars).Panes[0].Scale;
        Assert.Equal((80, 140), (both.Low, both.High));
        var from = ChartLayout.Create(new ChartSpec().With("priceRange.from", 80), bars).Panes[0].Scale;
        Assert.Equal(80, from.Low);
        Assert.True(from.High > 120);
        var to = ChartLayout.Create(new ChartSpec().With("priceRange.to", 100), bars);
        Assert.Equal(100, to.Panes[0].Scale.High);
        Assert.Empty(to.Panes[0].Labels); // the last price lies beyond
        var beyond = ChartLayout.Create(new ChartSpec().With("priceRange.from", 500), bars).Panes[0].Scale;
        Assert.True(beyond.Low == 500 && beyond.High > 500);
    }

    private static List<string> Labels(ChartSpec spec, BarSeries bars)
    {
        var layout = ChartLayout.Create(spec, bars);
        return [.. layout.TimeTicks.Select(t => $"{At.Text(layout.Bars.Time[(int)Math.Round(layout.Time.IndexAt(t.Position))])}={t.Content}")];
    }

    private static BarSeries Hours(string start, int count) =>
        BarSeries.From([.. Enumerable.Range(0, count).Select(i => new Bar(At.Time(start) + (i * 3_600_000L), 1, 2, 0.5, 1))]);

    private static BarSeries Closes(params double[] closes) => BarSeries.From([.. closes.Select((c, i) => new Bar(i * 86_400_000L, c, c, c, c))]);
}
