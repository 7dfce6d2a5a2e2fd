using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Rules;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Alerts;

public sealed class RuleTests(Servers servers)
{
    private static readonly MarketSymbol Dax = new() { Id = Guid.NewGuid(), Symbol = "DAX" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(18509.25, true)]
    [InlineData(18509.26, false)]
    [InlineData(18490.75, true)]
    [InlineData(18490.74, false)]
    [InlineData(18500, true)]
    public void The_price_touches_within_a_twentieth_of_a_percent(double price, bool touches) => Assert.Equal(touches, LiquidityTouch.Touches((decimal)price, 18500));

    [Fact]
    public void A_subscription_hears_of_the_levels_it_names()
    {
        var levels = new AlertLevels { YesterdayHigh = 100, YesterdayLow = 100, Pivot = 100 };
        Assert.Equal(["yesterday_high", "yesterday_low"], LiquidityTouch.Check(new AlertSubscription(), Dax, 100, levels).Select(d => d.LevelType));
        Assert.Equal(["pivot_point"], LiquidityTouch.Check(new AlertSubscription { YesterdayHighEnabled = false, YesterdayLowEnabled = false, PivotPointEnabled = true }, Dax, 100, levels).Select(d => d.LevelType));
        Assert.Empty(LiquidityTouch.Check(new AlertSubscription(), Dax, 100, new AlertLevels { Pivot = 100 }));
        Assert.Empty(LiquidityTouch.Check(new AlertSubscription(), Dax, 101, levels));
    }

    [Fact]
    public void A_bar_touches_the_levels_that_its_widened_range_holds()
    {
        var levels = new AlertLevels { Pivot = 18500, R1 = 18600, S1 = 18400 };
        Assert.Equal([AlertKind.PivotTouch], StructuralRules.LevelTouches(Dax, 18509.25m, 18550, 18520, levels).Select(d => d.Kind));
        Assert.Empty(StructuralRules.LevelTouches(Dax, 18509.26m, 18550, 18520, levels));
        Assert.Equal([AlertKind.PivotTouch, AlertKind.R1Touch], StructuralRules.LevelTouches(Dax, 18500, 18590.70m, 18520, levels).Select(d => d.Kind));
        Assert.Equal([AlertKind.S1Touch], StructuralRules.LevelTouches(Dax, 18300, 18390.80m, 18390, levels).Select(d => d.Kind));
    }

    [Fact]
    public void A_close_beyond_the_range_breaks_it_and_one_near_the_edge_tests_it_again()
    {
        Assert.Equal(("range_high", "above"), StructuralRules.RangeBreak(Dax, 15825.5m, 15810.25m, 15825.75m) is { } up ? (up.LevelType!, up.Direction!) : default);
        Assert.Equal(("range_low", "below"), StructuralRules.RangeBreak(Dax, 15825.5m, 15810.25m, 15810m) is { } down ? (down.LevelType!, down.Direction!) : default);
        Assert.Null(StructuralRules.RangeBreak(Dax, 15825.5m, 15810.25m, 15825.5m));
        Assert.NotNull(StructuralRules.Retest(Dax, 10000, 10010));
        Assert.Null(StructuralRules.Retest(Dax, 10000, 10010.01m));
    }

    [Fact]
    public void A_sweep_is_confirmed_by_three_closes_above()
    {
        Assert.NotNull(StructuralRules.AsiaSweep(Dax, 18300, 18285, [18290, 18301, 18302, 18303]));
        Assert.Null(StructuralRules.AsiaSweep(Dax, 18300, 18300, [18301, 18302, 18303]));
        Assert.Null(StructuralRules.AsiaSweep(Dax, 18300, 18285, [18302, 18300, 18303]));
        Assert.Null(StructuralRules.AsiaSweep(Dax, 18300, 18285, [18302, 18303]));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task All_who_subscribed_hear_of_a_touch_once_in_an_hour(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.Subscriptions.SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await house.Subscriptions.SetAsync(TestService.Bob, "DAX", false, null, true, Cancel);
        var dax = await house.Service.Symbols.GetAsync(TestService.Ann, "DAX", Cancel);
        var levels = new AlertLevels { YesterdayHigh = 18500, YesterdayLow = 18300, Pivot = 18400 };
        Assert.Equal(1, await house.Subscriptions.CheckAsync(dax, 18509.25m, levels, null, Cancel));
        Assert.Equal(0, await house.Subscriptions.CheckAsync(dax, 18501m, levels, null, Cancel));
        Assert.Equal(1, await house.Subscriptions.CheckAsync(dax, 18400m, levels, null, Cancel));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await house.Subscriptions.CheckAsync(dax, 18501m, levels, null, Cancel));
        Assert.Equal(2, (await house.Alerts.ListAsync(TestService.Ann, new AlertFilter(), Cancel)).Alerts.Count);
        Assert.Equal("pivot_point", Assert.Single((await house.Alerts.ListAsync(TestService.Bob, new AlertFilter(), Cancel)).Alerts).LevelType);

        await house.Subscriptions.SetAsync(TestService.Bob, "DAX", null, null, false, Cancel);
        Assert.Equal((false, true, false), Assert.Single(await house.Subscriptions.ListAsync(TestService.Bob, Cancel)) is var s ? (s.YesterdayHighEnabled, s.YesterdayLowEnabled, s.PivotPointEnabled) : default);
        await house.Subscriptions.DeleteAsync(TestService.Bob, "DAX", Cancel);
        Assert.Single(await house.Subscriptions.ListAsync(TestService.Ann, Cancel));
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => house.Subscriptions.DeleteAsync(TestService.Bob, "DAX", Cancel))).Code);
    }
}
