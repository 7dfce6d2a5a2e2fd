using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class AsiaSweepTests
{
    private static readonly SetupOptions Origin = new() { Pivot = PivotMode.Close };
    private static readonly Bar Monday = Market.Berlin("2025-03-03 09:00", 18400, 18540, 18300, 18420);
    private static readonly Bar[] Asia =
    [
        Market.Berlin("2025-03-04 02:00", 18320, 18325, 18310, 18320, 100),
        Market.Berlin("2025-03-04 02:05", 18320, 18325, 18285, 18300, 120),
        Market.Berlin("2025-03-04 02:10", 18300, 18325, 18296, 18310, 80),
        Market.Berlin("2025-03-04 05:00", 18310, 18325, 18305, 18320, 100),
    ];

    private static readonly Bar Open = Market.Berlin("2025-03-04 08:20", 18330, 18350, 18325, 18345.5, 180);

    [Fact]
    public void The_worked_example_of_the_origin_comes_out()
    {
        var setup = Find(Origin, [Monday, .. Asia, Open])!;
        Assert.Equal((18345.5, 18420), (setup.Entry, setup.Target));
        Assert.Equal(18239.2875, setup.Stop, 9);
        Assert.Equal(0.67, setup.Score);
        Assert.Equal(0.70, setup.RewardRisk, 2);
        Assert.Equal([Setup.RewardBelowRisk], setup.Flags);
        Assert.Equal((18285, 18300, 18420, 18540, 0.08, 0.25, 1.8), (setup.Facts["asia_low"], setup.Facts["y_low"], setup.Facts["pivot"], setup.Facts["r1"], setup.Facts["sweep_depth_pct"], setup.Facts["entry_distance_pct"], setup.Facts["volume_ratio"]));
        Assert.Equal((Market.At("2025-03-04 08:25"), OrderType.Market, Side.Long), (setup.At, setup.Order, setup.Side));
        // Six hours of XETRA, which opens at nine.
        Assert.Equal(Market.At("2025-03-04 15:00"), setup.ValidUntil);
    }

    [Fact]
    public void The_default_pivot_is_the_classic_one() =>
        Assert.Equal((18540 + 18300 + 18420) / 3d, Find(SetupOptions.Default, [Monday, .. Asia, Open])!.Target, 9);

    [Fact]
    public void Without_a_sweep_a_session_a_reversal_or_a_yesterday_there_is_no_setup()
    {
        Assert.Null(Find(Origin, [Monday, Asia[0], Asia[3], Open]));
        Assert.Null(Find(Origin, [Monday, Open]));
        Assert.Null(Find(Origin, [Monday, .. Asia, Open with { Close = 18300, Low = 18290 }]));
        Assert.Null(Find(Origin, [.. Asia, Open]));
        Assert.Null(Find(Origin, [Monday, .. Asia, Open with { Time = Market.At("2025-03-04 10:00") }]));
    }

    [Fact]
    public void The_target_always_lies_beyond_the_entry()
    {
        // Beyond the pivot only yesterday's high is left, although the pivot is nearer.
        Assert.Equal(18540, Find(Origin, [Monday, .. Asia, Open with { Close = 18430, High = 18430 }])!.Target);
        Assert.Null(Find(Origin, [Monday, .. Asia, Open with { Close = 18550, High = 18550 }]));
    }

    [Fact]
    public void A_market_without_volume_counts_half_of_it()
    {
        Bar[] silent = [Monday, .. Asia, Open];
        Assert.Equal(Math.Round((0.4 * 0.875683) + (0.3 * 0.5) + (0.3 * 0.081967), 2), Find(Origin, [.. silent.Select(b => b with { Volume = double.NaN })])!.Score);
        Assert.Equal(0.52, Find(Origin, [.. silent.Select(b => b with { Volume = 0 })])!.Score);
    }

    [Fact]
    public void Yesterday_is_the_last_trading_day_of_the_exchange()
    {
        // 18 and 21 April 2025 are holidays; prices made on them by others than the exchange do not count.
        Bar[] bars = [Monday with { Time = Market.At("2025-04-17 09:00") }, Market.Berlin("2025-04-21 09:00", 1, 2, 1, 1), .. Asia.Select(b => b with { Time = b.Time + Days(49) - Hour }), Open with { Time = Open.Time + Days(49) - Hour }];
        Assert.Equal(18300, Find(Origin, bars)!.Facts["y_low"]);
        Assert.Null(Find(Origin, [Monday with { Time = Market.At("2025-04-16 09:00") }, .. bars[1..]]));
    }

    [Fact]
    public void Shorts_are_the_mirror_at_yesterdays_high()
    {
        var mirrored = Market.Mirror(BarSeries.From([Monday, .. Asia, Open]), 18400);
        var setup = SetupRules.All["asia_sweep_short"].Find(new SetupBars(mirrored, Timeframe.M5, Market.Xetra, Origin).Latest, Side.Short)!;
        Assert.Equal((Side.Short, 36800 - 18345.5, 36800 - 18420d), (setup.Side, setup.Entry, setup.Target));
        Assert.Equal((36800 - 18285) * 1.0025, setup.Stop, 9);
        Assert.Equal(36800 - 18285, setup.Facts["asia_high"]);
    }

    private static long Hour => TimeSpan.MillisecondsPerHour;

    private static long Days(int count) => count * TimeSpan.MillisecondsPerDay;

    private static Setup? Find(SetupOptions options, Bar[] bars) => SetupRules.All["asia_sweep"].Find(Market.Of(Market.Xetra, options, bars).Latest, Side.Long);
}
