using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>What holds for oscillators whatever the prices: bounds, scaling, shifting, mirroring, and any inputs.</summary>
public sealed class OscillatorTests
{
    private const int Iterations = 20;

    private static readonly Gen<BarSeries> Walks =
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 5_000], (seed, start) => StudyRun.RandomWalk(400, seed, start));

    /// <summary>Values that do not depend on the unit of price.</summary>
    private static readonly string[] WithoutUnit =
    [
        "Advance/Decline", "Aroon", "Average Directional Index", "Balance of Power", "Chande Momentum Oscillator", "Chop Zone",
        "Choppiness Index", "Commodity Channel Index", "Connors RSI", "Coppock Curve", "Directional Movement", "Fisher Transform",
        "Know Sure Thing", "Majority Rule", "Mass Index", "Money Flow Index", "Price Oscillator", "Rate Of Change", "Relative Vigor Index",
        "Relative Volatility Index", "SMI Ergodic Indicator/Oscillator", "Stochastic", "Stochastic RSI", "TRIX", "Trend Strength Index",
        "True Strength Index", "Ultimate Oscillator", "Vortex Indicator", "Williams %R",
    ];

    /// <summary>Values in price units.</summary>
    private static readonly string[] InPriceUnits =
        ["Accumulative Swing Index", "Awesome Oscillator", "Detrended Price Oscillator", "Momentum"];

    /// <summary>Values that depend on the level of prices, not on their differences alone.</summary>
    private static readonly string[] OfPriceLevel =
        ["Chop Zone", "Connors RSI", "Coppock Curve", "Know Sure Thing", "Money Flow Index", "Price Oscillator", "Rate Of Change", "TRIX"];

    public static TheoryData<string> Unitless => [.. WithoutUnit];

    public static TheoryData<string> PriceUnits => [.. InPriceUnits];

    public static TheoryData<string> Differences => [.. WithoutUnit.Concat(InPriceUnits).Except(OfPriceLevel)];

    public static TheoryData<string> All => [.. WithoutUnit, .. InPriceUnits];

    [Theory]
    [InlineData("Aroon", "Upper", 0, 100)]
    [InlineData("Aroon", "Lower", 0, 100)]
    [InlineData("Average Directional Index", "ADX", 0, 100)]
    [InlineData("Balance of Power", "Plot", -1, 1)]
    [InlineData("Chande Momentum Oscillator", "Plot", -100, 100)]
    [InlineData("Choppiness Index", "Plot", 0, 100)]
    [InlineData("Connors RSI", "CRSI", 0, 100)]
    [InlineData("Directional Movement", "+DI", 0, 100)]
    [InlineData("Directional Movement", "-DI", 0, 100)]
    [InlineData("Directional Movement", "DX", 0, 100)]
    [InlineData("Directional Movement", "ADXR", 0, 100)]
    [InlineData("Majority Rule", "Majority Rule", 0, 100)]
    [InlineData("Money Flow Index", "Plot", 0, 100)]
    [InlineData("Relative Vigor Index", "RVGI", -1, 1)]
    [InlineData("Relative Volatility Index", "RVI", 0, 100)]
    [InlineData("SMI Ergodic Indicator/Oscillator", "Indicator", -1, 1)]
    [InlineData("Stochastic", "%K", 0, 100)]
    [InlineData("Stochastic", "%D", 0, 100)]
    [InlineData("Stochastic RSI", "%K", 0, 100)]
    [InlineData("Trend Strength Index", "Plot", -1, 1)]
    [InlineData("True Strength Index", "True Strength Index", -100, 100)]
    [InlineData("Ultimate Oscillator", "UO", 0, 100)]
    [InlineData("Williams %R", "Plot", -100, 0)]
    public void Values_stay_within_their_bounds(string name, string plot, double lowest, double highest) =>
        Walks.Sample(bars =>
        {
            var values = StudyRun.Plot(bars, new StudySpec(name), plot).Where(v => !double.IsNaN(v)).ToList();
            Assert.NotEmpty(values);
            Assert.All(values, v => Assert.InRange(v, lowest - 1e-9, highest + 1e-9));
        }, iter: Iterations);

    [Theory]
    [MemberData(nameof(Unitless))]
    public void Scaling_prices_leaves_ratios_alone(string name) =>
        Walks.Sample(bars => AssertSame(name, bars, Map(bars, p => p * 3), v => v), iter: Iterations);

    [Theory]
    [MemberData(nameof(PriceUnits))]
    public void Scaling_prices_scales_values_in_price_units(string name) =>
        Walks.Sample(bars => AssertSame(name, bars, Map(bars, p => p * 3), v => v * 3), iter: Iterations);

    [Theory]
    [MemberData(nameof(Differences))]
    public void Shifting_prices_changes_nothing_made_of_differences(string name) =>
        Walks.Sample(bars => AssertSame(name, bars, Map(bars, p => p + bars.Close[0]), v => v), iter: Iterations);

    [Theory]
    [MemberData(nameof(All))]
    public void Scaling_volume_changes_nothing(string name) =>
        Walks.Sample(bars => AssertSame(name, bars, Map(bars, p => p, v => v * 7), v => v), iter: Iterations);

    [Theory]
    [InlineData("Aroon", "Upper", "Lower")]
    [InlineData("Directional Movement", "+DI", "-DI")]
    [InlineData("Directional Movement", "ADX", "ADX")]
    [InlineData("Vortex Indicator", "VI +", "VI -")]
    public void Turning_prices_upside_down_swaps_up_and_down(string name, string up, string down) =>
        Walks.Sample(bars =>
        {
            var mirrored = Map(bars, p => -p);
            AssertSame(StudyRun.Plot(bars, new StudySpec(name), up), StudyRun.Plot(mirrored, new StudySpec(name), down), name);
        }, iter: Iterations);

    [Theory]
    [InlineData("Awesome Oscillator", "Plot", 0)]
    [InlineData("Balance of Power", "Plot", 0)]
    [InlineData("Chande Momentum Oscillator", "Plot", 0)]
    [InlineData("Commodity Channel Index", "Plot", 0)]
    [InlineData("Fisher Transform", "Fisher", 0)]
    [InlineData("Relative Vigor Index", "Signal", 0)]
    [InlineData("Stochastic", "%D", 100)]
    [InlineData("True Strength Index", "Signal", 0)]
    [InlineData("Trend Strength Index", "Plot", 0)]
    [InlineData("Williams %R", "Plot", -100)]
    public void Turning_prices_upside_down_mirrors_values(string name, string plot, double sum) =>
        Walks.Sample(bars =>
        {
            var mirrored = StudyRun.Plot(Map(bars, p => -p), new StudySpec(name), plot);
            AssertSame(Array.ConvertAll(StudyRun.Plot(bars, new StudySpec(name), plot), v => sum - v), mirrored, name);
        }, iter: Iterations);

    [Theory]
    [MemberData(nameof(All))]
    public void Flat_stretches_do_not_spoil_later_values(string name)
    {
        var walk = StudyRun.RandomWalk(900, 8, 10.1);
        var bars = BarSeries.From([.. Enumerable.Range(0, walk.Count).Select(i =>
        {
            var price = walk.Close[i < 200 ? 0 : 399];
            return i is < 200 or (>= 400 and < 600) ? new Bar(walk.Time[i], price, price, price, price) : walk[i];
        })]);
        foreach (var plot in StudyRun.Of(bars, new StudySpec(name)).Plots)
        {
            Assert.False(double.IsNaN(plot.Values[390]), $"{name} {plot.Name} is NaN after a flat start");
            Assert.False(double.IsNaN(plot.Values[^1]), $"{name} {plot.Name} is NaN after a flat stretch");
            Assert.DoesNotContain(plot.Values, double.IsInfinity);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Prices_at_and_below_zero_give_no_infinity_and_do_not_spoil_later_values(string name)
    {
        var walk = StudyRun.RandomWalk(900, 12, 10);
        var bars = BarSeries.From([.. Enumerable.Range(0, walk.Count).Select(i => i switch
        {
            300 => new Bar(walk.Time[i], 1, 1, 0, 0, 10),
            301 => new Bar(walk.Time[i], 0, 0, -37, -37, 10),
            _ => walk[i],
        })]);
        foreach (var plot in StudyRun.Of(bars, new StudySpec(name)).Plots)
        {
            Assert.DoesNotContain(plot.Values, double.IsInfinity);
            Assert.False(double.IsNaN(plot.Values[^1]), $"{name} {plot.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    [InlineData("Correlation Coefficient")]
    public void Least_and_overlong_inputs_are_no_error(string name)
    {
        var bars = StudyRun.RandomWalk(120, 9);
        var inputs = Catalog.Studies[name].Inputs.Where(i => i.Type is SettingType.Integer or SettingType.Float).ToList();
        var least = inputs.Aggregate(new StudySpec(name), (spec, i) => spec.With(i.Key, i.Minimum!.Value));
        var overlong = inputs.Aggregate(new StudySpec(name), (spec, i) => spec.With(i.Key, i.Maximum!.Value));
        foreach (var spec in new[] { least, overlong })
        {
            var values = StudyRun.Of(bars, spec);
            Assert.All(values.Plots, p => Assert.DoesNotContain(p.Values, double.IsInfinity));
            Assert.InRange(StudyRegistry.All[name].WarmUpBars(Catalog.Studies[name].ResolveInputs(spec), Timeframe.D1), 0, int.MaxValue);
        }
    }

    private static void AssertSame(string name, BarSeries bars, BarSeries changed, Func<double, double> expected)
    {
        var (before, after) = (StudyRun.Of(bars, new StudySpec(name)), StudyRun.Of(changed, new StudySpec(name)));
        for (var p = 0; p < before.Plots.Length; p++)
            AssertSame(Array.ConvertAll(before.Plots[p].Values, v => expected(v)), after.Plots[p].Values, $"{name} {before.Plots[p].Name}");
    }

    private static void AssertSame(double[] expected, double[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) && double.IsNaN(actual[i])) continue;
            var allowed = 1e-6 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what} bar {i}: {expected[i]:R} and {actual[i]:R}");
        }
    }

    /// <summary>The bars with every price and volume mapped; highs and lows change places where the map turns prices upside down.</summary>
    private static BarSeries Map(BarSeries bars, Func<double, double> price, Func<double, double>? volume = null) =>
        BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i =>
        {
            var bar = bars[i];
            var (high, low) = (price(bar.High), price(bar.Low));
            var (open, close) = (price(bar.Open), price(bar.Close));
            return new Bar(bar.Time, open, Math.Max(high, low), Math.Min(high, low), close, volume?.Invoke(bar.Volume) ?? bar.Volume);
        })]);
}
