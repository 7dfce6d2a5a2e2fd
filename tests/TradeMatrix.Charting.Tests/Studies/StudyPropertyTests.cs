using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>What holds for every study.</summary>
public sealed class StudyPropertyTests
{
    /// <summary>Studies that mark a bar only once later bars confirm it, or that look at the visible bars as a whole.</summary>
    private static readonly string[] Confirmed =
        ["Zig Zag", "Williams Fractal", "Pivot Points High Low", "Volume Profile Visible Range", "VWAP Auto Anchored",
            "Pivot Points Standard"];

    /// <summary>Studies that need the bars of a second symbol.</summary>
    private static readonly string[] TwoSymbols = ["Correlation Coefficient"];

    public static TheoryData<string> Names => [.. StudyRegistry.All.Keys.Except(TwoSymbols).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_study_of_the_registry_is_in_the_catalogue() =>
        Assert.Empty(StudyRegistry.All.Keys.Except(Catalog.Studies.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public void Plots_are_those_of_the_catalogue_one_value_a_bar(string name)
    {
        var bars = StudyRun.RandomWalk(400, 1);
        var values = StudyRun.Of(bars, new StudySpec(name));

        Assert.Equal(Catalog.Studies[name].Plots.Select(p => p.Name), values.Plots.Select(p => p.Name));
        foreach (var plot in values.Plots)
        {
            Assert.Equal(bars.Count, plot.Values.Length);
            if (plot.Colors is null) continue;
            Assert.Equal(bars.Count, plot.Colors.Length);
            Assert.InRange(plot.Colors.Max(), 0, Catalog.Studies[name].Plots.Single(p => p.Name == plot.Name).Colors - 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_finite_numbers_or_NaN(string name)
    {
        foreach (var plot in StudyRun.Of(StudyRun.RandomWalk(600, 2), new StudySpec(name)).Plots)
            Assert.DoesNotContain(plot.Values, double.IsInfinity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Flat_prices_without_volume_give_no_infinity_and_no_exception(string name)
    {
        var bars = TradeMatrix.Charting.Bars.BarSeries.From(
            [.. Enumerable.Range(0, 300).Select(i => new TradeMatrix.Charting.Bars.Bar(i * 86_400_000L, 5, 5, 5, 5))]);
        foreach (var plot in StudyRun.Of(bars, new StudySpec(name)).Plots)
            Assert.DoesNotContain(plot.Values, double.IsInfinity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Few_bars_are_no_error(string name)
    {
        for (var count = 0; count < 6; count++)
        {
            foreach (var plot in StudyRun.Of(StudyRun.RandomWalk(count, 3), new StudySpec(name)).Plots) Assert.Equal(count, plot.Values.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Later_bars_do_not_change_earlier_values(string name)
    {
        if (Confirmed.Contains(name)) return;
        var bars = StudyRun.RandomWalk(500, 4);
        var whole = StudyRun.Of(bars, new StudySpec(name));
        var part = StudyRun.Of(bars.Slice(0, 420), new StudySpec(name));
        for (var p = 0; p < whole.Plots.Length; p++) Assert.Equal(part.Plots[p].Values, whole.Plots[p].Values[..420]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Warm_up_bars_are_enough(string name)
    {
        if (Confirmed.Contains(name)) return;
        var bars = StudyRun.RandomWalk(4000, 5);
        var spec = new StudySpec(name);
        var warmUp = Math.Min(StudyRegistry.All[name].WarmUpBars(Catalog.Studies[name].ResolveInputs(spec), Timeframe.D1), 3900);
        if (warmUp == 3900) return; // needs the whole series by its own word
        var start = 3900 - warmUp;
        var whole = StudyRun.Of(bars, spec);
        var part = StudyRun.Of(bars.Slice(start, bars.Count - start), spec);
        for (var p = 0; p < whole.Plots.Length; p++)
        {
            for (var i = 3900; i < 4000; i++)
            {
                double expected = whole.Plots[p].Values[i], actual = part.Plots[p].Values[i - start];
                if (double.IsNaN(expected) && double.IsNaN(actual)) continue;
                Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{name} {whole.Plots[p].Name} bar {i}: {expected:R} whole, {actual:R} after {warmUp} bars");
            }
        }
    }
}
