using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class OpeningRangeTests
{
    [Fact]
    public void The_worked_example_of_the_origin_comes_out()
    {
        var setup = Find(Session("2025-02-04", 15830.50, 15820))!;
        Assert.Equal((15825.50, 15810.25, 15856.00), (setup.Entry, setup.Stop, setup.Target));
        Assert.Equal(0.8561, setup.Score, 4);
        Assert.Equal((15.25, 1d, 3d), (setup.Facts["range_size"], setup.Facts["retest_available"], setup.Facts["candle_count"]));
        Assert.Equal(0.327869, setup.Facts["strength"], 6);
        Assert.Equal((OrderType.Limit, 2d), (setup.Order, setup.RewardRisk));
    }

    [Fact]
    public void Without_a_retest_the_entry_is_still_the_edge_of_the_range()
    {
        var setup = Find(Session("2025-02-04", 15830.50, 15826))!;
        Assert.Equal(15825.50, setup.Entry);
        Assert.Equal(0.7061, setup.Score, 4);
    }

    [Theory]
    [InlineData("2025-02-04")]
    [InlineData("2025-03-11")] // New York is in summer time, Berlin is not
    [InlineData("2025-07-08")]
    public void The_range_follows_the_clock_of_New_York(string date) => Assert.NotNull(Find(Session(date, 15830.50, 15820)));

    [Fact]
    public void Yesterdays_high_caps_the_target_and_one_below_the_entry_does_not()
    {
        Bar Monday(double high) => Market.NewYork("2025-02-03 09:30", 15800, high, 15700, 15815);
        Assert.Equal(15840, Find([Monday(15840), .. Session("2025-02-04", 15830.50, 15820)[1..]])!.Target);
        Assert.Equal(15856, Find([Monday(15820), .. Session("2025-02-04", 15830.50, 15820)[1..]])!.Target);
        // The breakout itself has gone beyond it.
        Assert.Equal(15856, Find([Monday(15829), .. Session("2025-02-04", 15830.50, 15820)[1..]])!.Target);
    }

    [Fact]
    public void A_breakout_that_has_reached_its_target_leaves_none() =>
        Assert.Null(Find([.. Session("2025-02-04", 15830.50, 15820)[..^1], Market.NewYork("2025-02-04 09:45", 15826, 15860, 15820, 15856)]));

    [Fact]
    public void Only_the_first_close_beyond_the_range_counts_and_only_in_its_window()
    {
        var bars = Session("2025-02-04", 15830.50, 15820);
        Assert.Null(Find([.. bars, Market.NewYork("2025-02-04 09:50", 15830, 15835, 15820, 15834)]));
        Assert.Null(Find([.. bars[..^1], Market.NewYork("2025-02-04 09:45", 15812, 15815, 15805, 15808), Market.NewYork("2025-02-04 09:50", 15808, 15835, 15808, 15834)]));
        Assert.NotNull(Find([.. bars[..^1], Market.NewYork("2025-02-04 10:00", 15820, 15835, 15820, 15834)]));
        Assert.Null(Find([.. bars[..^1], Market.NewYork("2025-02-04 10:05", 15820, 15835, 15820, 15834)]));
    }

    [Fact]
    public void A_range_with_too_few_minutes_is_none() => Assert.Null(Find([.. Session("2025-02-04", 15830.50, 15820).Where((_, i) => i != 2)]));

    /// <summary>A day before whose high is unreachable, three bars of range, and a breakout.</summary>
    private static Bar[] Session(string date, double close, double low)
    {
        var before = DateOnly.ParseExact(date, "yyyy-MM-dd").AddDays(-1).ToString("yyyy-MM-dd");
        return
        [
            Market.NewYork($"{before} 09:30", 15800, 99999, 15700, 15815),
            Market.NewYork($"{date} 09:30", 15815, 15825.50, 15812, 15820),
            Market.NewYork($"{date} 09:35", 15820, 15822, 15810.25, 15815),
            Market.NewYork($"{date} 09:40", 15815, 15823, 15812, 15820),
            Market.NewYork($"{date} 09:45", 15826, 15832, low, close),
        ];
    }

    private static Setup? Find(Bar[] bars) => SetupRules.All["orb"].Find(Market.Of(Market.Nyse, SetupOptions.Default, bars).Latest, Side.Long);
}
