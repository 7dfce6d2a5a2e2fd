using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class YesterdayReboundTests
{
    private static readonly SetupOptions Origin = new() { Pivot = PivotMode.Close };
    private static readonly Bar Monday = Market.Berlin("2025-03-03 09:00", 16300, 16440, 16200, 16320);
    private static readonly Bar Open = Market.Berlin("2025-03-04 08:00", 16260, 16270, 16240, 16255);

    [Theory]
    [InlineData("08:20", 0.82)]
    [InlineData("09:50", 0.82)]
    [InlineData("09:55", 0.76)] // known at 10:00
    [InlineData("10:20", 0.76)]
    [InlineData("12:20", 0.70)]
    public void The_worked_example_of_the_origin_comes_out(string time, double score)
    {
        var setup = Find([Monday, Open, Now(16250.75, time)])!;
        Assert.Equal((16250.75, 16159.5, 16320, 16440), (setup.Entry, setup.Stop, setup.Target, setup.ExtendedTarget!.Value));
        Assert.Equal(score, setup.Score);
        Assert.Equal(0.76, setup.RewardRisk, 2);
        Assert.Equal(OrderType.Market, setup.Order);
    }

    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 1)]
    [InlineData(3.0, 0.5)]
    [InlineData(4.5, 0)]
    public void A_distance_of_half_to_one_and_a_half_percent_is_best(double percent, double score) => Assert.Equal(score, YesterdayRebound.Nearness(percent), 12);

    [Fact]
    public void Below_the_low_a_stop_order_waits_in_the_middle()
    {
        var setup = Find([Monday, Open, Now(16190)])!;
        Assert.Equal((OrderType.Stop, 16260), (setup.Order, setup.Entry));
        Assert.Null(Find([Monday, Open, Now(16150)]));
    }

    [Fact]
    public void An_open_or_a_price_beyond_the_pivot_makes_none()
    {
        Assert.Null(Find([Monday, Open with { Open = 16321, High = 16321 }, Now(16250)]));
        Assert.Null(Find([Monday, Open, Now(16321)]));
        Assert.Null(Find([Monday, Open, Now(16250, "14:00")]));
    }

    [Fact]
    public void Shorts_are_the_mirror_at_yesterdays_high()
    {
        var mirrored = Market.Mirror(BarSeries.From([Monday, Open, Now(16250.75)]), 16000);
        var setup = SetupRules.All["y_high_rebound"].Find(new SetupBars(mirrored, Timeframe.M5, Market.Xetra, Origin).Latest, Side.Short)!;
        Assert.Equal(("y_high_rebound", 32000 - 16250.75, 32000 - 16320d, 32000 - 16440d), (setup.Strategy, setup.Entry, setup.Target, setup.ExtendedTarget!.Value));
        Assert.Equal((32000 - 16200) * 1.0025, setup.Stop, 9);
    }

    private static Bar Now(double close, string time = "08:20") => Market.Berlin("2025-03-04 " + time, close, close, close, close);

    private static Setup? Find(Bar[] bars) => SetupRules.All["y_low_rebound"].Find(Market.Of(Market.Xetra, Origin, bars).Latest, Side.Long);
}
