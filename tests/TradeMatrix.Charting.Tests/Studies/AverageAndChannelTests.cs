using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>Averages, channels and bands: how they follow their prices, small vectors worked out by hand, second formulas.</summary>
public sealed class AverageAndChannelTests
{
    /// <summary>Studies whose values are prices: they move and scale with the bars.</summary>
    private static readonly string[] PriceLike =
    [
        "Arnaud Legoux Moving Average", "Double EMA", "Triple EMA", "Hull Moving Average", "Moving Average Hamming",
        "Least Squares Moving Average", "Linear Regression Curve", "Moving Average", "Moving Average Exponential", "MA Cross",
        "MA with EMA Cross", "Moving Average Adaptive", "Moving Average Channel", "Moving Average Double", "Moving Average Multiple",
        "Moving Average Triple", "Moving Average Weighted", "Smoothed Moving Average", "VWMA", "Donchian Channels", "Keltner Channels",
        "Price Channel", "Standard Error Bands", "Bollinger Bands", "Ichimoku Cloud", "Williams Alligator",
    ];

    /// <summary>Studies that scale with the bars but do not move with them.</summary>
    private static readonly string[] Proportional = ["McGinley Dynamic", "Envelopes"];

    /// <summary>Studies of distances in price: they scale with the bars and do not mind a shift.</summary>
    private static readonly string[] Distances = ["Linear Regression Slope", "Standard Error", "Standard Deviation"];

    /// <summary>Averages with positive weights, which never leave the range of their prices.</summary>
    private static readonly string[] Inside =
    [
        "Arnaud Legoux Moving Average", "Moving Average Hamming", "Moving Average", "Moving Average Exponential", "McGinley Dynamic",
        "Moving Average Adaptive", "Moving Average Channel", "Moving Average Multiple", "Moving Average Weighted",
        "Smoothed Moving Average", "VWMA", "Donchian Channels", "Price Channel", "Ichimoku Cloud", "Williams Alligator",
    ];

    private static readonly string[] Ratios = ["Bollinger Bands %B", "Bollinger Bands Width"];

    public static TheoryData<string> ShiftCases => [.. PriceLike, .. Distances];

    public static TheoryData<string> ScaleCases => [.. PriceLike, .. Proportional, .. Distances, .. Ratios];

    public static TheoryData<string> InsideCases => [.. Inside];

    public static TheoryData<string> AllCases => [.. PriceLike, .. Proportional, .. Distances, .. Ratios];

    [Theory]
    [MemberData(nameof(ShiftCases))]
    public void Shifting_all_prices_shifts_prices_as_much_and_distances_not_at_all(string name)
    {
        var bars = StudyRun.RandomWalk(500, 11);
        var before = StudyRun.Of(bars, new StudySpec(name));
        var after = StudyRun.Of(Map(bars, p => p + 32), new StudySpec(name));
        AssertPlots(name, before, after, Distances.Contains(name) ? v => v : v => v + 32);
    }

    [Theory]
    [MemberData(nameof(ScaleCases))]
    public void Scaling_all_prices_scales_prices_and_distances_but_no_ratio(string name)
    {
        var bars = StudyRun.RandomWalk(500, 12);
        var before = StudyRun.Of(bars, new StudySpec(name));
        var after = StudyRun.Of(Map(bars, p => p * 3), new StudySpec(name));
        AssertPlots(name, before, after, Ratios.Contains(name) ? v => v : v => v * 3);
    }

    [Theory]
    [MemberData(nameof(InsideCases))]
    public void An_average_stays_between_the_lowest_and_the_highest_price(string name)
    {
        var bars = StudyRun.RandomWalk(500, 13);
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        var plots = StudyRun.Of(bars, new StudySpec(name)).Plots;
        for (var i = 0; i < bars.Count; i++)
        {
            (lowest, highest) = (Math.Min(lowest, bars.Low[i]), Math.Max(highest, bars.High[i]));
            foreach (var plot in plots)
                if (!double.IsNaN(plot.Values[i])) Assert.InRange(plot.Values[i], lowest, highest);
        }
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Least_and_greatest_inputs_are_no_error(string name)
    {
        var definition = Catalog.Studies[name];
        foreach (var greatest in (bool[])[false, true])
        {
            var spec = new StudySpec(name);
            foreach (var input in definition.Inputs)
                if ((greatest ? input.Maximum : input.Minimum) is { } value) spec = spec.With(input.Key, value);
            Assert.True(StudyRegistry.All[name].WarmUpBars(definition.ResolveInputs(spec), Timeframe.D1) >= 0);
            foreach (var count in (int[])[0, 1, 60])
            {
                foreach (var plot in StudyRun.Of(StudyRun.RandomWalk(count, 14), spec).Plots)
                {
                    Assert.Equal(count, plot.Values.Length);
                    Assert.DoesNotContain(plot.Values, double.IsInfinity);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void There_gota_value_at_every_bar_after_the_warm_up(string name)
    {
        if (name.EndsWith("Cross", StringComparison.Ordinal)) return;
        var warmUp = StudyRegistry.All[name].WarmUpBars(Catalog.Studies[name].ResolveInputs(new StudySpec(name)), Timeframe.D1);
        foreach (var plot in StudyRun.Of(StudyRun.RandomWalk(warmUp + 50, 15), new StudySpec(name)).Plots)
            Assert.DoesNotContain(plot.Values[warmUp..], double.IsNaN);
    }

    [Fact]
    public void Simple_and_weighted_averages_are_sums_over_each_window() =>
        Gen.Select(Gen.Double[1, 1000].Array[1, 60], Gen.Int[1, 20]).Sample((closes, length) =>
        {
            var simple = Run(closes, "Moving Average", "Plot", ("length", length));
            var weighted = Run(closes, "Moving Average Weighted", "Plot", ("in_0", length));
            for (var i = 0; i < closes.Length; i++)
            {
                Assert.Equal(i < length - 1, double.IsNaN(simple[i]));
                Assert.Equal(i < length - 1, double.IsNaN(weighted[i]));
                if (i < length - 1) continue;
                var window = closes[(i - length + 1)..(i + 1)];
                Assert.Equal(window.Average(), simple[i], 1e-9);
                Assert.Equal(window.Select((c, k) => c * (k + 1)).Sum() / Enumerable.Range(1, length).Sum(), weighted[i], 1e-9);
            }
        });

    [Fact]
    public void Regression_agrees_with_the_normal_equations() =>
        Gen.Select(Gen.Double[1, 100].Array[3, 40], Gen.Int[3, 12], Gen.Int[-5, 5]).Sample((closes, length, offset) =>
        {
            var slopes = Run(closes, "Linear Regression Slope", "Plot", ("periods", length));
            var curve = Run(closes, "Linear Regression Curve", "Plot", ("in_0", length));
            var moved = Run(closes, "Least Squares Moving Average", "Plot", ("in_0", length), ("in_1", offset));
            var errors = Run(closes, "Standard Error", "Plot", ("length", length));
            for (var i = length - 1; i < closes.Length; i++)
            {
                double n = length, sx = 0, sy = 0, sxy = 0, sxx = 0;
                for (var k = 0; k < length; k++)
                {
                    var y = closes[i - length + 1 + k];
                    (sx, sy, sxy, sxx) = (sx + k, sy + y, sxy + (k * y), sxx + (k * k));
                }
                var slope = ((n * sxy) - (sx * sy)) / ((n * sxx) - (sx * sx));
                var intercept = (sy - (slope * sx)) / n;
                var squares = Enumerable.Range(0, length).Sum(k => Math.Pow(closes[i - length + 1 + k] - intercept - (slope * k), 2));
                Assert.Equal(slope, slopes[i], 1e-8);
                Assert.Equal(intercept + (slope * (n - 1)), curve[i], 1e-8);
                Assert.Equal(intercept + (slope * (n - 1 - offset)), moved[i], 1e-8);
                Assert.Equal(Math.Sqrt(squares / (n - 2)), errors[i], 1e-7);
            }
        });

    [Fact]
    public void Regression_of_three_closes_by_hand()
    {
        double[] closes = [1, 2, 4];
        Assert.Equal(1.5, Run(closes, "Linear Regression Slope", "Plot", ("periods", 3))[2], 1e-12);
        Assert.Equal(23 / 6.0, Run(closes, "Linear Regression Curve", "Plot", ("in_0", 3))[2], 1e-12);
        Assert.Equal(23 / 6.0, Run(closes, "Least Squares Moving Average", "Plot", ("in_0", 3))[2], 1e-12);
        Assert.Equal(Math.Sqrt(1 / 6.0), Run(closes, "Standard Error", "Plot", ("length", 3))[2], 1e-12);
    }

    [Fact]
    public void Averages_that_take_out_the_lag_lie_on_a_straight_line()
    {
        double[] line = [.. Enumerable.Range(0, 400).Select(i => 50 + (0.25 * i))];
        foreach (var name in (string[])["Hull Moving Average", "Double EMA", "Triple EMA", "Linear Regression Curve"])
            Assert.Equal(line[399], Run(line, name, "Plot")[399], 1e-9);
        // The error bands average the line over three bars, which puts them one bar behind.
        Assert.Equal(line[398], Run(line, "Standard Error Bands", "Plot 2")[399], 1e-9);
    }

    [Fact]
    public void Hull_average_rounds_half_and_root_down()
    {
        var bars = StudyRun.RandomWalk(120, 16);
        var actual = StudyRun.Plot(bars, StudySpec.FromCode("HMA:15"), "Plot");
        var half = StudyRun.Plot(bars, StudySpec.FromCode("WMA:7"), "Plot");
        var whole = StudyRun.Plot(bars, StudySpec.FromCode("WMA:15"), "Plot");
        double Raw(int i) => (2 * half[i]) - whole[i];
        Assert.True(double.IsNaN(actual[15]));
        for (var i = 16; i < 120; i++) Assert.Equal((Raw(i - 2) + (2 * Raw(i - 1)) + (3 * Raw(i))) / 6, actual[i], 1e-9);
    }

    [Fact]
    public void Hamming_of_three_closes_by_hand()
    {
        double[] closes = [10, 20, 40];
        Assert.Equal(((0.08 * 10) + 20 + (0.08 * 40)) / 1.16, Run(closes, "Moving Average Hamming", "Plot 1", ("periods", 3))[2], 1e-12);
        Assert.Equal(closes, Run(closes, "Moving Average Hamming", "Plot 1", ("periods", 1)));
    }

    [Fact]
    public void Mcginley_by_hand()
    {
        // Mean of 1 and 3 is 2; 4 is twice that: 2 / (2 · 16) is added.
        Assert.Equal([double.NaN, 2, 2.0625], Run([1, 3, 4], "McGinley Dynamic", "Plot", ("in_0", 2)));
    }

    [Fact]
    public void Mcginley_does_not_overshoot_a_collapse_or_stick_at_zero()
    {
        Assert.Equal([double.NaN, 100, 1, 1], Run([100, 100, 1, 1], "McGinley Dynamic", "Plot", ("in_0", 2)));
        Assert.Equal([0, 0, 5, 5], Run([0, 0, 5, 5], "McGinley Dynamic", "Plot", ("in_0", 1)));
    }

    [Fact]
    public void Alma_with_its_peak_far_outside_the_window_gotthe_nearest_close()
    {
        var closes = StudyRun.RandomWalk(50, 17).Close.ToArray();
        Assert.Equal(closes[49], Run(closes, "Arnaud Legoux Moving Average", "Plot", ("in_1", 100_000.0))[49], 1e-9);
        Assert.Equal(closes[41], Run(closes, "Arnaud Legoux Moving Average", "Plot", ("in_1", -100_000.0))[49], 1e-9);
        Assert.Equal(closes[41..50].Average(), Run(closes, "Arnaud Legoux Moving Average", "Plot", ("in_2", 0.0))[49], 1e-9);
    }

    [Fact]
    public void Crosses_stand_where_the_side_changes_at_the_short_average()
    {
        // Averages over one and three bars: the close falls below the mean 2.08 at the fourth bar and rises above it at the last.
        double[] closes = [1, 2, 3, 1.25, 0.5, 0.25, 9];
        var crosses = Run(closes, "MA Cross", "PlotCrosses", ("in_0", 1), ("in_1", 3));
        Assert.Equal([double.NaN, double.NaN, double.NaN, 1.25, double.NaN, double.NaN, 9], crosses);
    }

    [Fact]
    public void Touching_gotno_cross()
    {
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN], MaCross.Crosses([2, 1, 2, 1], [1, 1, 1, 1]));
        Assert.Equal([double.NaN, double.NaN, 0, double.NaN], MaCross.Crosses([2, 1, 0, double.NaN], [1, 1, 1, 1]));
    }

    [Fact]
    public void An_average_and_its_exponential_one_do_not_cross_at_their_common_start()
    {
        double[] rising = [.. Enumerable.Range(0, 40).Select(i => 10 + Math.Pow(1.05, i))];
        Assert.All(Run(rising, "MA with EMA Cross", "Crosses"), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void Scaling_volume_leaves_vwma_alone_and_unknown_volume_counts_as_none()
    {
        var bars = StudyRun.RandomWalk(100, 18);
        var scaled = Map(bars, p => p, v => v * 7);
        AssertPlots("VWMA", StudyRun.Of(bars, new StudySpec("VWMA")), StudyRun.Of(scaled, new StudySpec("VWMA")), v => v);
        double[] prices = [10, 20, 30], volumes = [1, double.NaN, 3];
        var gap = BarSeries.FromArrays([0, 1, 2], prices, prices, prices, prices, volumes);
        Assert.Equal([double.NaN, 10, 30], StudyRun.Plot(gap, StudySpec.FromCode("VWMA:2"), "Plot"));
    }

    [Fact]
    public void An_unknown_volume_does_not_end_an_exponential_average_of_volumes()
    {
        double[] prices = [1, 1, 1, 1, 1], volumes = [double.NaN, 4, 8, double.NaN, 9];
        var bars = BarSeries.FromArrays([0, 1, 2, 3, 4], prices, prices, prices, prices, volumes);
        Assert.Equal([double.NaN, double.NaN, 6, double.NaN, 8], StudyRun.Plot(bars, StudySpec.FromCode("EMA:2,volume"), "Plot"));
    }

    [Theory]
    [InlineData("Simple", 20)]
    [InlineData("Exponential", 20)]
    [InlineData("Weighted", 20)]
    public void Several_averages_are_the_single_ones(string method, int length)
    {
        var bars = StudyRun.RandomWalk(300, 19);
        var code = method switch { "Simple" => "MA", "Exponential" => "EMA", _ => "WMA" };
        var expected = StudyRun.Plot(bars, StudySpec.FromCode($"{code}:{length}"), "Plot");
        var (two, three, six) = ($"Moving Average Double:9,{length},{method}", $"Moving Average Triple:9,9,{length},{method}",
            $"Moving Average Multiple:9,9,9,9,9,{length},{method}");
        Assert.Equal(expected, StudyRun.Plot(bars, StudySpec.FromCode(two), "Plot 2"));
        Assert.Equal(expected, StudyRun.Plot(bars, StudySpec.FromCode(three), "Plot 3"));
        Assert.Equal(expected, StudyRun.Plot(bars, StudySpec.FromCode(six), "Plot 6"));
    }

    [Fact]
    public void Moving_average_channel_averages_highs_and_lows_and_draws_them_displaced()
    {
        var values = StudyRun.Of(Three(), StudySpec.FromCode("Moving Average Channel:2,3,4,-5"));
        Assert.Equal([double.NaN, 12, 15], values.Plots[0].Values);
        Assert.Equal([double.NaN, double.NaN, 9], values.Plots[1].Values);
        Assert.Equal([4, -5], values.Plots.Select(p => p.Shift));
    }

    [Fact]
    public void Price_channel_by_hand_with_its_offset()
    {
        var values = StudyRun.Of(Three(), StudySpec.FromCode("Price Channel:2,5"));
        Assert.Equal([double.NaN, 14, 16], values.Plots[0].Values);
        Assert.Equal([double.NaN, 8, 9], values.Plots[1].Values);
        Assert.Equal([double.NaN, 11, 12.5], values.Plots[2].Values);
        Assert.All(values.Plots, p => Assert.Equal(5, p.Shift));
    }

    [Fact]
    public void Offsets_of_averages_displace_the_drawing_only()
    {
        var bars = StudyRun.RandomWalk(60, 20);
        var plain = StudyRun.Of(bars, StudySpec.FromCode("MA:9"));
        var moved = StudyRun.Of(bars, new StudySpec("Moving Average").With("offset", 7));
        Assert.Equal(plain.Plots[0].Values, moved.Plots[0].Values);
        Assert.All(moved.Plots, p => Assert.Equal(7, p.Shift));
        Assert.Equal(-3, StudyRun.Of(bars, StudySpec.FromCode("Moving Average Weighted:9,close,-3")).Plots[0].Shift);
    }

    [Fact]
    public void Keltner_bands_follow_their_style()
    {
        var bars = StudyRun.RandomWalk(200, 21);
        double[] Upper(bool useTrueRange, string style) => StudyRun.Plot(bars,
            StudySpec.FromCode("KC:20,2").With("in_0", useTrueRange).With("bandsStyle", style), "Upper");
        Assert.Equal(Upper(false, "true range"), Upper(true, "auto"));
        Assert.Equal(Upper(true, "range"), Upper(false, "auto"));
        Assert.NotEqual(Upper(true, "range")[199], Upper(true, "true range")[199]);

        // EMA:1 and a single bar's range by hand: close 15 ± 3 · (16 − 9), and with the gap from the close 8 a true range of 8.
        var hand = BarSeries.FromArrays([0, 1], [10, 9], [12, 16], [8, 9], [8, 15]);
        Assert.Equal(15 + (3 * 7), StudyRun.Plot(hand, StudySpec.FromCode("KC:1,3,close,range"), "Upper")[1]);
        Assert.Equal(15 - (3 * 8), StudyRun.Plot(hand, StudySpec.FromCode("KC:1,3,close,true range"), "Lower")[1]);
    }

    [Fact]
    public void Standard_error_bands_average_line_and_error()
    {
        var bars = StudyRun.RandomWalk(80, 22);
        var line = StudyRun.Plot(bars, StudySpec.FromCode("LR:21"), "Plot");
        var error = StudyRun.Plot(bars, StudySpec.FromCode("Standard Error:21"), "Plot");
        var bands = StudyRun.Of(bars, StudySpec.FromCode("Standard Error Bands:21,1.5"));
        for (var i = 22; i < 80; i++)
        {
            double middle = line[(i - 2)..(i + 1)].Average(), width = 1.5 * error[(i - 2)..(i + 1)].Average();
            Assert.Equal(middle + width, bands.Plots[0].Values[i], 1e-9);
            Assert.Equal(middle, bands.Plots[1].Values[i], 1e-9);
            Assert.Equal(middle - width, bands.Plots[2].Values[i], 1e-9);
        }
    }

    [Fact]
    public void Equal_prices_leave_no_width_and_no_place_between_the_bands()
    {
        double[] closes = [.. Enumerable.Repeat(0.1, 60)];
        Assert.Equal(0, Run(closes, "Bollinger Bands Width", "Plot")[59]);
        Assert.Equal(0, Run(closes, "Standard Deviation", "Plot")[59]);
        Assert.Equal(0, Run(closes, "Standard Error", "Plot")[59]);
        Assert.Equal(0, Run(closes, "Linear Regression Slope", "Plot")[59]);
        Assert.True(double.IsNaN(Run(closes, "Bollinger Bands %B", "Plot")[59]));
    }

    [Theory]
    [InlineData("upperBand", "Upper")]
    [InlineData("centerline", "Basis")]
    [InlineData("lowerBand", "Lower")]
    public void Donchian_agrees_with_independent_values_that_leave_the_present_bar_out(string output, string plot) =>
        AssertDisplaced(SharedData.Expected("donchian", output), new StudySpec("Donchian Channels"), plot, 1);

    [Theory]
    [InlineData("senkouSpanA", "LeadingSpanA", 26)]
    [InlineData("senkouSpanB", "LeadingSpanB", 26)]
    [InlineData("chikouSpan", "LaggingSpan", -26)]
    public void Ichimoku_spans_drawn_displaced_agree_with_independent_values(string output, string plot, int shift)
    {
        var spec = new StudySpec("Ichimoku Cloud");
        Assert.Equal(shift, StudyRun.Of(StudyRun.RandomWalk(9, 1), spec).Plots.Single(p => p.Name == plot).Shift);
        AssertDisplaced(SharedData.Expected("ichimoku", output), spec, plot, shift);
    }

    [Theory]
    [InlineData("jaw", "Jaw", 8)]
    [InlineData("teeth", "Teeth", 5)]
    [InlineData("lips", "Lips", 3)]
    public void Alligator_drawn_displaced_agrees_with_independent_values(string output, string plot, int shift)
    {
        var spec = StudySpec.FromCode("WA:13,8,5");
        Assert.Equal(shift, StudyRun.Of(StudyRun.RandomWalk(9, 1), spec).Plots.Single(p => p.Name == plot).Shift);
        AssertDisplaced(SharedData.Expected("alligator", output), spec, plot, shift);
    }

    private static void AssertDisplaced(double[] expected, StudySpec spec, string plot, int shift)
    {
        var actual = StudyRun.Plot(SharedData.StudyQuotes(), spec, plot);
        var compared = 0;
        for (var i = Math.Max(0, shift); i < expected.Length + Math.Min(0, shift); i++)
        {
            Assert.Equal(double.IsNaN(expected[i]), double.IsNaN(actual[i - shift]));
            if (double.IsNaN(expected[i])) continue;
            compared++;
            Assert.Equal(expected[i], actual[i - shift], 1e-9 * Math.Abs(expected[i]));
        }
        Assert.True(compared > 200, $"only {compared} bars could be compared");
    }

    private static void AssertPlots(string name, StudyValues before, StudyValues after, Func<double, double> expected)
    {
        for (var p = 0; p < before.Plots.Length; p++)
        {
            for (var i = 0; i < before.Plots[p].Values.Length; i++)
            {
                double want = expected(before.Plots[p].Values[i]), got = after.Plots[p].Values[i];
                if (double.IsNaN(want) && double.IsNaN(got)) continue;
                Assert.True(Math.Abs(want - got) <= 1e-8 * Math.Max(1, Math.Abs(want)),
                    $"{name} {before.Plots[p].Name} bar {i}: {got:R}, not {want:R}");
            }
        }
    }

    private static double[] Run(double[] closes, string name, string plot, params (string Key, SettingValue Value)[] inputs)
    {
        var bars = BarSeries.From([.. closes.Select((c, i) => new Bar(i * 86_400_000L, c, c, c, c, 1))]);
        return StudyRun.Plot(bars, inputs.Aggregate(new StudySpec(name), (spec, input) => spec.With(input.Key, input.Value)), plot);
    }

    private static BarSeries Three() => BarSeries.FromArrays([0, 1, 2], [9, 10, 12], [10, 14, 16], [8, 10, 9], [9, 12, 15]);

    private static BarSeries Map(BarSeries bars, Func<double, double> price, Func<double, double>? volume = null) =>
        BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => bars[i]).Select(b =>
            new Bar(b.Time, price(b.Open), price(b.High), price(b.Low), price(b.Close), volume is null ? b.Volume : volume(b.Volume)))]);
}
