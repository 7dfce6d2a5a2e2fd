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
    public void The_price_touches_within_a_twentieth_of_a_percent(double price, bool touches) => Assert.Equal(touches, LiquidityTouch.Touches((decimal)price, (decimal)price, 18500));

    [Theory]
    [InlineData(18400, 18490.75, true)]
    [InlineData(18400, 18490.74, false)]
    [InlineData(18509.25, 18600, true)]
    [InlineData(18509.26, 18600, false)]
    [InlineData(18000, 19000, true)]
    public void A_bar_touches_with_its_high_its_low_or_what_is_between(double low, double high, bool touches) => Assert.Equal(touches, LiquidityTouch.Touches((decimal)low, (decimal)high, 18500));

    [Fact]
    public void A_subscription_hears_of_the_levels_it_names()
    {
        var levels = new AlertLevels { YesterdayHigh = 100, YesterdayLow = 100, Pivot = 100 };
        Assert.Equal(["yesterday_high", "yesterday_low"], LiquidityTouch.Check(new AlertSubscription(), Dax, 100, 100, 100, levels).Select(d => d.LevelType));
        Assert.Equal(["pivot_point"], LiquidityTouch.Check(new AlertSubscription { YesterdayHighEnabled = false, YesterdayLowEnabled = false, PivotPointEnabled = true }, Dax, 100, 100, 100, levels).Select(d => d.LevelType));
        Assert.Empty(LiquidityTouch.Check(new AlertSubscription(), Dax, 100, 100, 100, new AlertLevels { Pivot = 100 }));
        Assert.Empty(LiquidityTouch.Check(new AlertSubscription(), Dax, 101, 101, 101, levels));
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
    public async Task A_subscription_is_changed_in_part_and_ended_by_its_user_alone(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.Subscriptions.SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await house.Subscriptions.SetAsync(TestService.Bob, "DAX", false, null, true, Cancel);
        await house.Subscriptions.SetAsync(TestService.Bob, "DAX", null, null, false, Cancel);
        Assert.Equal((false, true, false), Assert.Single(await house.Subscriptions.ListAsync(TestService.Bob, Cancel)) is var s ? (s.YesterdayHighEnabled, s.YesterdayLowEnabled, s.PivotPointEnabled) : default);
        await house.Subscriptions.DeleteAsync(TestService.Bob, "DAX", Cancel);
        Assert.Single(await house.Subscriptions.ListAsync(TestService.Ann, Cancel));
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => house.Subscriptions.DeleteAsync(TestService.Bob, "DAX", Cancel))).Code);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_subscription_stays_one_when_its_symbol_is_copied_for_the_user(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var before = await house.Subscriptions.SetAsync(TestService.Ann, "DAX", false, null, null, Cancel);
        await house.Subscriptions.SetAsync(TestService.Bob, "DAX", null, null, null, Cancel);
        var copy = await house.Service.Symbols.OwnAsync(TestService.Ann, "DAX", Cancel);
        var watched = await house.Subscriptions.BySymbolAsync(Cancel);
        Assert.Equal(2, watched.Count);
        Assert.Equal(before.Id, Assert.Single(watched.Single(w => w.Symbol.Id == copy.Id).Subscribed).Id);

        var after = await house.Subscriptions.SetAsync(TestService.Ann, "DAX", null, null, true, Cancel);
        Assert.Equal((before.Id, copy.Id, false, true), (after.Id, after.SymbolId, after.YesterdayHighEnabled, after.PivotPointEnabled));
        Assert.Single(await house.Subscriptions.ListAsync(TestService.Ann, Cancel));
        await house.Subscriptions.DeleteAsync(TestService.Ann, "DAX", Cancel);
        Assert.Empty(await house.Subscriptions.ListAsync(TestService.Ann, Cancel));

        await house.Service.Symbols.OwnAsync(TestService.Bob, "DAX", Cancel);
        await house.Subscriptions.DeleteAsync(TestService.Bob, "DAX", Cancel);
        Assert.Empty(await house.Subscriptions.ListAsync(TestService.Bob, Cancel));
    }
}
