using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class HeikinAshiTests
{
    [Fact]
    public void Candles_agree_with_independent_values()
    {
        var candles = HeikinAshi.From(SharedData.StudyQuotes());
        foreach (var source in new[] { "open", "high", "low", "close", "volume" })
        {
            var expected = SharedData.Expected("heikinashi", source);
            var actual = PriceSource.Values(candles, source);
            Assert.Equal(502, actual.Length);
            for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9 * expected[i]);
        }
    }

    [Fact]
    public void A_gap_stays_a_gap_and_changes_no_other_candle()
    {
        Bar gap = new(2, double.NaN, double.NaN, double.NaN, double.NaN), first = new(1, 10, 12, 9, 11, 5), last = new(3, 11, 13, 10, 12, 6);
        var whole = HeikinAshi.From(BarSeries.From([first, last]));
        var gapped = HeikinAshi.From(BarSeries.From([first, gap, last]));

        Assert.Equal([whole[0], gap, whole[1]], At.All(gapped));
        Assert.Equal(new Bar(1, 10.5, 12, 9, 10.5, 5), whole[0]);
        Assert.Equal(new Bar(3, 10.5, 13, 10, 11.5, 6), whole[1]);
    }

    [Fact]
    public void No_bars_make_no_candles() => Assert.Equal(0, HeikinAshi.From(BarSeries.Empty).Count);
}
