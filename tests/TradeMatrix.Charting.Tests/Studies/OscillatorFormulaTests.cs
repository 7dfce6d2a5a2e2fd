using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>Oscillators against figures worked out by hand and against a second, plainer formula.</summary>
public sealed class OscillatorFormulaTests
{
    private const double NaN = double.NaN;

    private static readonly BarSeries Walk = StudyRun.RandomWalk(260, 21);

    private static readonly double[] High = Walk.High.ToArray(), Low = Walk.Low.ToArray(), Close = Walk.Close.ToArray();

    /// <summary>Six bars whose ranges and movements are whole numbers: true ranges are 3, 4, 5, 3, 3.</summary>
    private static readonly BarSeries Six =
        Bars((8, 10, 8, 9), (9, 12, 9, 11), (11, 11, 7, 8), (8, 13, 8, 12), (12, 12, 9, 10), (10, 12, 9, 10));

    [Fact]
    public void Accumulative_swing_index_by_hand()
    {
        // Inside the range of the day, a gap up, and a gap down; limit move 3.
        var bars = Bars((10, 12, 9, 11), (11, 14, 10, 13), (16, 17, 15.5, 16.5), (10, 11, 9, 9.5));
        double first = 50 * 3.25 / 4.25 * 3 / 3, second = 50 * 4.25 / 3.25 * 4 / 3, third = 50 * -7.125 / 4.875 * 7.5 / 3;

        Same([NaN, first, first + second, first + second + third], Plot(bars, "Accumulative Swing Index:3", "ASI"));
    }

    [Fact]
    public void Advance_decline_by_hand()
    {
        var bars = Bars((1, 2, 1, 2), (1, 2, 1, 2), (2, 2, 1, 1), (1, 1, 1, 1), (1, 2, 1, 2), (1, 2, 1, 2), (1, 2, 1, 2));

        Same([NaN, NaN, 2, 1, 1, 2, 3], Plot(bars, "ADRB:3", "Plot"));
    }

    [Fact]
    public void Aroon_by_hand_counts_the_newest_of_equal_extremes()
    {
        var bars = Bars((9, 10, 9, 9), (11, 12, 10, 11), (11, 12, 9, 11), (10, 11, 10, 10), (9, 9, 8, 9));

        Same([NaN, NaN, NaN, 200.0 / 3, 100.0 / 3], Plot(bars, "AROON:3", "Upper"));
        Same([NaN, NaN, NaN, 200.0 / 3, 100], Plot(bars, "AROON:3", "Lower"));
    }

    [Fact]
    public void Directional_movement_by_hand()
    {
        var values = StudyRun.Of(Six, StudySpec.FromCode("Directional Movement:2,2")).Plots.ToDictionary(p => p.Name, p => p.Values);

        Same([NaN, NaN, 100 / 3.5, 150 / 4.25, 75 / 3.625, 37.5 / 3.3125], values["+DI"]);
        Same([NaN, NaN, 100 / 3.5, 50 / 4.25, 25 / 3.625, 12.5 / 3.3125], values["-DI"]);
        Same([NaN, NaN, 0, 50, 50, 50], values["DX"]);
        Same([NaN, NaN, NaN, 25, 37.5, 43.75], values["ADX"]);
        Same([NaN, NaN, NaN, NaN, NaN, (43.75 + 25) / 2], values["ADXR"]);
    }

    [Fact]
    public void Average_directional_index_is_that_of_directional_movement() =>
        Assert.Equal(
            Plot(Walk, "Directional Movement:10,7", "ADX"),
            Plot(Walk, "Average Directional Index:7,10", "ADX"));

    [Fact]
    public void Awesome_oscillator_colours_tell_rising_from_falling()
    {
        var plot = StudyRun.Of(Walk, new StudySpec("Awesome Oscillator")).Plots[0];
        for (var i = 34; i < Walk.Count; i++) Assert.Equal(plot.Values[i] > plot.Values[i - 1] ? 1 : 0, plot.Colors![i]);
    }

    [Fact]
    public void Balance_of_power_by_hand_and_smoothed_against_independent_values()
    {
        var bars = Bars((8, 10, 8, 9), (9, 12, 9, 11), (11, 11, 7, 8), (5, 5, 5, 5));
        Same([0.5, 2.0 / 3, -0.75, 0], Plot(bars, "Balance of Power", "Plot"));

        var raw = Plot(SharedData.StudyQuotes(), "Balance of Power", "Plot");
        Same(SharedData.Expected("bop", "bop"), Each(raw.Length, i => Window(raw, i, 14).Average()));
    }

    [Fact]
    public void Chop_zone_agrees_with_angles_from_the_arc_cosine()
    {
        var plot = StudyRun.Of(Walk, new StudySpec("Chop Zone")).Plots[0];
        var average = Exponential(Close, 34);
        double[] steps = [5, 3.57, 2.14, 0.71];
        for (var i = 34; i < Walk.Count; i++)
        {
            double high = Window(High, i, 30).Max(), low = Window(Low, i, 30).Min();
            var fall = (average[i - 1] - average[i]) / ((Walk.High[i] + Walk.Low[i] + Walk.Close[i]) / 3) * (25 / (high - low) * low);
            var degrees = Math.Round(180 * Math.Acos(1 / double.Hypot(1, fall)) / Math.PI, MidpointRounding.AwayFromZero);
            var step = Array.FindIndex(steps, s => degrees >= s);
            Assert.Equal(step < 0 ? 8 : fall > 0 ? step + 4 : step, plot.Colors![i]);
        }
        Assert.All(plot.Values[34..], v => Assert.Equal(1, v));
        Assert.All(plot.Values[..34], v => Assert.Equal(NaN, v));
        Assert.True(plot.Colors!.Distinct().Count() > 5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 4)]
    [InlineData(0, 8)]
    public void Chop_zone_of_steady_prices(double step, byte color) =>
        Assert.Equal(color, StudyRun.Of(Closes(Each(100, i => 200 + (i * step))), new StudySpec("Chop Zone")).Plots[0].Colors![^1]);

    [Fact]
    public void Choppiness_index_by_hand()
    {
        double[] expected = [Math.Log2(7.0 / 5), Math.Log2(9.0 / 6), Math.Log2(8.0 / 5), Math.Log2(6.0 / 3)];
        Same([NaN, NaN, .. expected.Select(v => 100 * v)], Plot(Six, "CHOP:2", "Plot"));
    }

    [Fact]
    public void Coppock_curve_by_a_second_formula()
    {
        var rates = Each(Close.Length, i => i < 14 ? NaN : 100 * ((Close[i] / Close[i - 14]) + (Close[i] / Close[i - 11]) - 2));
        var weighted = Each(Close.Length, i => Window(rates, i, 10).Select((v, k) => v * (k + 1)).Sum() / 55);
        Same(weighted, Plot(Walk, "Coppock Curve", "Plot"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Correlation_by_a_second_formula(int length)
    {
        var other = StudyRun.RandomWalk(Walk.Count, 22);
        var expected = Each(Close.Length, i =>
        {
            double[] a = [.. Window(High, i, length)], b = [.. Window(other.High.ToArray(), i, length)];
            double Mean(Func<int, double> value) => Enumerable.Range(0, a.Length).Average(value);
            double Covariance(double[] p, double[] q) => Mean(k => p[k] * q[k]) - (p.Average() * q.Average());
            return length == 1 ? NaN : Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));
        });
        Same(expected, Correlate(Walk, other, $"CC:X:Y,high,{length}"), 1e-6);
    }

    [Fact]
    public void Correlation_with_itself_its_mirror_and_an_unknown_symbol()
    {
        Assert.All(Correlate(Walk, Walk, "CC:X:Y,close,20")[19..], v => Assert.Equal(1, v, 12));
        Assert.All(Correlate(Walk, Closes(Array.ConvertAll(Close, c => 500 - c)), "CC:X:Y,close,20")[19..], v => Assert.Equal(-1, v, 12));
        Assert.All(Correlate(Walk, Closes(Array.ConvertAll(Close, _ => 0.1)), "CC:X:Y,close,20"), v => Assert.Equal(NaN, v));
        Assert.All(Correlate(Walk, null, "CC:X:Y,close,20"), v => Assert.Equal(NaN, v));
    }

    [Fact]
    public void Correlation_is_missing_while_the_other_symbol_has_a_gap_in_the_window()
    {
        var other = Closes(Each(Close.Length, i => i is < 30 or 100 ? NaN : Close[i] * 2));
        var values = Correlate(Walk, other, "CC:X:Y,close,20");
        for (var i = 0; i < values.Length; i++) Assert.Equal(i is < 49 or (>= 100 and < 120), double.IsNaN(values[i]));
    }

    [Fact]
    public void Centred_detrended_price_oscillator_agrees_with_independent_values_where_it_is_drawn()
    {
        var plot = StudyRun.Of(SharedData.StudyQuotes(), StudySpec.FromCode("DPO:14,true")).Plots[0];
        Assert.Equal(-8, plot.Shift);
        Same(SharedData.Expected("dpo", "dpo"), [.. plot.Values[8..], .. Enumerable.Repeat(NaN, 8)]);
    }

    [Fact]
    public void Detrended_price_oscillator_by_hand()
    {
        // Averages of four: 2.5 at the fourth bar, then 5; three bars later they are set against the closes.
        var plot = StudyRun.Of(Closes(1, 2, 3, 4, 11, 6, 7, 8), StudySpec.FromCode("DPO:4,false")).Plots[0];
        Same([.. Enumerable.Repeat(NaN, 6), 4.5, 3], plot.Values);
        Assert.Equal(0, plot.Shift);
    }

    [Fact]
    public void Fisher_trigger_is_the_value_before()
    {
        var plots = StudyRun.Of(Walk, new StudySpec("Fisher Transform")).Plots;
        Assert.Equal(plots[0].Values[..^1], plots[1].Values[1..]);
    }

    [Fact]
    public void Know_sure_thing_by_a_second_formula()
    {
        double Smooth(int i, int rate, int length) => i < rate + length - 1
            ? NaN
            : Enumerable.Range(i - length + 1, length).Average(k => 100 * ((Close[k] / Close[k - rate]) - 1));
        var kst = Each(Close.Length, i => Smooth(i, 10, 10) + (2 * Smooth(i, 15, 10)) + (3 * Smooth(i, 20, 10)) + (4 * Smooth(i, 30, 15)));
        Same(kst, Plot(Walk, "Know Sure Thing", "KST"));
        Same(Each(kst.Length, i => Window(kst, i, 9).Average()), Plot(Walk, "Know Sure Thing", "Signal"));
    }

    [Fact]
    public void Majority_rule_by_hand() =>
        Same([NaN, NaN, 100, 50, 0, 50], Plot(Closes(1, 2, 3, 3, 2, 4), "Majority Rule:2", "Majority Rule"));

    [Fact]
    public void Mass_index_by_a_second_formula()
    {
        var once = Exponential(Each(Walk.Count, i => Walk.High[i] - Walk.Low[i]), 9);
        var twice = Exponential(once, 9);
        var ratio = Each(Walk.Count, i => once[i] / twice[i]);
        Same(Each(Walk.Count, i => Window(ratio, i, 10).Sum()), Plot(Walk, "Mass Index", "Plot"));
    }

    [Fact]
    public void Money_flow_index_without_volume_has_no_value()
    {
        var bars = BarSeries.FromArrays(Walk.Time.ToArray(), Walk.Open.ToArray(), High, Low, Close);
        Assert.All(Plot(bars, "Money Flow Index", "Plot"), v => Assert.Equal(NaN, v));
    }

    [Fact]
    public void Price_oscillator_by_a_second_formula()
    {
        double[] fast = Exponential(Close, 10), slow = Exponential(Close, 21);
        Same(Each(Close.Length, i => 100 * ((fast[i] / slow[i]) - 1)), Plot(Walk, "Price Oscillator", "Plot"), 1e-7);
    }

    [Fact]
    public void Relative_vigor_index_by_a_second_formula()
    {
        double Weighted(Func<int, double> value, int i) => (value(i) + (2 * value(i - 1)) + (2 * value(i - 2)) + value(i - 3)) / 6;
        double Sum(Func<int, double> value, int i) => Enumerable.Range(0, 10).Sum(back => Weighted(value, i - back));
        var vigor = Each(Walk.Count, i => i < 12 ? NaN : Sum(k => Close[k] - Walk.Open[k], i) / Sum(k => High[k] - Low[k], i));
        Same(vigor, Plot(Walk, "Relative Vigor Index", "RVGI"));
        Same(Each(Walk.Count, i => i < 15 ? NaN : Weighted(k => vigor[k], i)), Plot(Walk, "Relative Vigor Index", "Signal"));
    }

    [Fact]
    public void Relative_volatility_index_by_a_second_formula()
    {
        double Mean(Func<double, double> value, int i) => Window(Close, i, 10).Average(value);
        var deviation = Each(Close.Length, i => Math.Sqrt(Mean(v => v * v, i) - Math.Pow(Mean(v => v, i), 2)));
        var up = Exponential(Each(Close.Length, i => i < 9 ? NaN : Close[i] > Close[i - 1] ? deviation[i] : 0), 14);
        var down = Exponential(Each(Close.Length, i => i < 9 ? NaN : Close[i] > Close[i - 1] ? 0 : deviation[i]), 14);
        Same(Each(Close.Length, i => 100 - (100 / (1 + (up[i] / down[i])))), Plot(Walk, "Relative Volatility Index", "RVI"), 1e-7);
    }

    [Fact]
    public void Strength_and_ergodic_by_a_second_formula()
    {
        double[] Index(int slow, int fast)
        {
            double[] change = Each(Close.Length, i => i == 0 ? NaN : Close[i] - Close[i - 1]), size = Array.ConvertAll(change, Math.Abs);
            double[] above = Exponential(Exponential(change, slow), fast), below = Exponential(Exponential(size, slow), fast);
            return Each(Close.Length, i => above[i] / below[i]);
        }
        var strength = StudyRun.Of(Walk, new StudySpec("True Strength Index")).Plots;
        Same(Array.ConvertAll(Index(25, 13), v => 100 * v), strength[0].Values);
        Same(Exponential(Array.ConvertAll(Index(25, 13), v => 100 * v), 13), strength[1].Values);

        var ergodic = StudyRun.Of(Walk, new StudySpec("SMI Ergodic Indicator/Oscillator")).Plots;
        double[] indicator = Index(20, 5), signal = Exponential(indicator, 5);
        Same(indicator, ergodic[0].Values);
        Same(signal, ergodic[1].Values);
        Same(Each(Close.Length, i => indicator[i] - signal[i]), ergodic[2].Values);
    }

    [Fact]
    public void Stochastic_smooths_K_by_its_second_input_and_D_by_its_third()
    {
        var raw = Each(Walk.Count, i =>
        {
            double high = Window(High, i, 14).Max(), low = Window(Low, i, 14).Min();
            return 100 * (Walk.Close[i] - low) / (high - low);
        });
        var plots = StudyRun.Of(Walk, new StudySpec("Stochastic")).Plots;
        Same(raw, plots[0].Values);
        Same(Each(raw.Length, i => Window(raw, i, 3).Average()), plots[1].Values);
    }

    [Fact]
    public void Stochastic_rsi_by_a_second_formula()
    {
        var rsi = Plot(Walk, "Relative Strength Index", "Plot");
        var raw = Each(rsi.Length, i => 100 * (rsi[i] - Window(rsi, i, 14).Min()) / (Window(rsi, i, 14).Max() - Window(rsi, i, 14).Min()));
        var k = Each(raw.Length, i => Window(raw, i, 3).Average());
        var plots = StudyRun.Of(Walk, new StudySpec("Stochastic RSI")).Plots;
        Same(k, plots[0].Values);
        Same(Each(k.Length, i => Window(k, i, 3).Average()), plots[1].Values);
    }

    [Fact]
    public void Trend_strength_by_hand()
    {
        Same([NaN, NaN, 0.5, -1], Plot(Closes(1, 3, 2, 1), "Trend Strength Index:3", "Plot"));
        Assert.Equal(1, Plot(Closes(Each(20, i => 5 + (0.1 * i))), "Trend Strength Index", "Plot")[^1], 12);
        Assert.Equal(-1, Plot(Closes(Each(20, i => 5 - (0.1 * i))), "Trend Strength Index", "Plot")[^1], 12);
        Assert.Equal(NaN, Plot(Closes(Each(20, _ => 0.1)), "Trend Strength Index", "Plot")[^1]);
    }

    [Fact]
    public void Trix_by_a_second_formula_and_of_steady_growth()
    {
        var smooth = Exponential(Exponential(Exponential(Array.ConvertAll(Close, c => Math.Log(c)), 18), 18), 18);
        var change = Each(Close.Length, i => i == 0 ? NaN : 10_000 * (smooth[i] - smooth[i - 1]));
        Same(change, Plot(Walk, "TRIX", "TRIX"), 1e-7);

        var growth = Plot(Closes(Each(100, i => Math.Exp(0.01 * i))), "TRIX", "TRIX");
        Assert.Equal(100, growth[^1], 6);
    }

    [Fact]
    public void Ultimate_oscillator_by_hand()
    {
        // Buying pressures 2, 1, 4, 1, 1 and true ranges 3, 4, 5, 3, 3.
        Same([NaN, NaN, NaN,
            100 * ((4 * 4.0 / 5) + (2 * 5.0 / 9) + (7.0 / 12)) / 7,
            100 * ((4 * 1.0 / 3) + (2 * 5.0 / 8) + (6.0 / 12)) / 7,
            100 * ((4 * 1.0 / 3) + (2 * 2.0 / 6) + (6.0 / 11)) / 7], Plot(Six, "UO:1,2,3", "UO"));
    }

    [Fact]
    public void Vortex_by_hand()
    {
        // Up: 4, 2, 6, 4, 3; down: 1, 5, 3, 4, 3.
        Same([NaN, NaN, 6.0 / 7, 8.0 / 9, 10.0 / 8, 7.0 / 6], Plot(Six, "Vortex Indicator:2", "VI +"));
        Same([NaN, NaN, 6.0 / 7, 8.0 / 9, 7.0 / 8, 7.0 / 6], Plot(Six, "Vortex Indicator:2", "VI -"));
    }

    private static BarSeries Bars(params (double Open, double High, double Low, double Close)[] bars) =>
        BarSeries.From([.. bars.Select((b, i) => new Bar(i * 60_000L, b.Open, b.High, b.Low, b.Close, 1))]);

    private static BarSeries Closes(params double[] closes) => Bars([.. closes.Select(c => (c, c, c, c))]);

    private static double[] Plot(BarSeries bars, string study, string plot) => StudyRun.Plot(bars, StudySpec.FromCode(study), plot);

    private static double[] Correlate(BarSeries bars, BarSeries? other, string code)
    {
        var spec = StudySpec.FromCode(code);
        return StudyRegistry.All[spec.Name].Compute(new StudyContext
        {
            Bars = bars,
            Inputs = Catalog.Studies[spec.Name].ResolveInputs(spec),
            Other = symbol => symbol == "X:Y" ? other : throw new ArgumentException(symbol, nameof(symbol)),
        }).Plots.Single().Values;
    }

    private static double[] Each(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    /// <summary>The last n values up to an index; one NaN while there are not so many.</summary>
    private static IEnumerable<double> Window(double[] values, int end, int length) =>
        end < length - 1 || double.IsNaN(values[end - length + 1]) ? [NaN] : values.Skip(end - length + 1).Take(length);

    /// <summary>Exponential average as the sum of its weights, seeded with the mean of the first n values.</summary>
    private static double[] Exponential(double[] values, int length)
    {
        var seed = Array.FindIndex(values, v => !double.IsNaN(v)) + length - 1;
        var keep = 1 - (2.0 / (length + 1));
        return Each(values.Length, i => i < seed ? NaN
            : (Math.Pow(keep, i - seed) * values[(seed - length + 1)..(seed + 1)].Average())
                + Enumerable.Range(seed + 1, i - seed).Sum(k => (1 - keep) * Math.Pow(keep, i - k) * values[k]));
    }

    private static void Same(double[] expected, double[] actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) && double.IsNaN(actual[i])) continue;
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"bar {i}: expected {expected[i]:R}, is {actual[i]:R}");
        }
    }
}
