using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Swings;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Trends;

public sealed class TrendTests
{
    [Theory]
    [InlineData(110, 105, 103, 100, TrendKind.Bullish)]
    [InlineData(110, 105, 100, 103, TrendKind.Bullish)]
    [InlineData(104, 105, 103, 100, TrendKind.Sideways)]
    [InlineData(110, 103, 105, 100, TrendKind.Sideways)]
    [InlineData(90, 95, 97, 100, TrendKind.Bearish)]
    [InlineData(90, 95, 100, 97, TrendKind.Bearish)]
    public void Averages_say_where_the_trend_goes(double close, double fast, double middle, double slow, TrendKind kind) =>
        Assert.Equal(kind, new EmaStack(close, fast, middle, slow).Kind);

    [Fact]
    public void Missing_average_says_nothing() => Assert.Equal(TrendKind.Unknown, new EmaStack(1, 1, 1, null).Kind);

    [Fact]
    public void A_market_that_stands_still_has_no_trend()
    {
        var closes = Enumerable.Range(0, 1500).Select(i => i < 50 ? 90.1 + (i * 0.1) : 100).ToArray();
        var averages = EmaStack.Of(Walks.OfCloses(closes))!;
        // By a rounding they are not equal.
        Assert.Equal((TrendKind.Sideways, false), (averages.Kind, averages.IsOrdered));
        var bars = BarSeries.From([.. closes.Select((c, i) => new Bar(i * 300_000L, c, c, c, c, 1))]);
        Assert.Equal(Direction.Neutral, new SetupBars(bars, Timeframe.M5, ExchangeCalendar.Continuous("Etc/UTC")).Latest.Trend);
    }

    [Fact]
    public void Straight_rise_is_a_line_without_residue()
    {
        var line = RegressionLine.Of(Walks.OfCloses([.. Enumerable.Range(0, 60).Select(i => 100 + (0.5 * i))]))!;
        Assert.Equal(0.5, line.Slope, 10);
        Assert.Equal(1, line.RSquared, 10);
        Assert.Equal(TrendKind.Bullish, line.Kind);
    }

    [Fact]
    public void Flat_closes_have_no_slope_and_explain_nothing()
    {
        var line = RegressionLine.Of(Walks.OfCloses([.. Enumerable.Repeat(5.0, 60)]))!;
        Assert.Equal((0, 0, TrendKind.Sideways), (line.Slope, line.RSquared, line.Kind));
    }

    [Theory]
    [InlineData(new double[] { 1, 5, 3, 8 }, TrendKind.Unknown)]
    [InlineData(new double[] { 1, 5, 3, 8, 4 }, TrendKind.Bullish)]
    [InlineData(new double[] { 4, 8, 3, 5, 1 }, TrendKind.Bearish)]
    [InlineData(new double[] { 3, 6, 2, 8, 1 }, TrendKind.Sideways)]
    public void Structure_is_read_from_the_last_two_highs_and_lows(double[] prices, TrendKind kind)
    {
        // The first is a low, and each of the others the opposite of the one before.
        var swings = prices.Select((p, i) => new Swing(i, i, p, i % 2 == 0 ? SwingKind.Low : SwingKind.High, i + 1)).ToList();
        if (kind == TrendKind.Unknown) swings.RemoveAt(0);
        Assert.Equal(kind, MarketStructure.Of(swings).Kind);
    }

    [Fact]
    public void Rise_with_setbacks_is_bullish_and_its_mirror_bearish()
    {
        var closes = Enumerable.Range(0, 260).Select(i => 100 + (0.4 * i) + (6 * Math.Sin(i / 5.0))).ToArray();
        var up = TrendReading.Of(Walks.OfCloses(closes));
        var down = TrendReading.Of(Walks.OfCloses([.. closes.Select(c => -c)]));
        Assert.Equal((TrendKind.Bullish, TrendKind.Bearish), (up.Kind, down.Kind));
        Assert.Equal(up.Strength, down.Strength);
        Assert.InRange(up.Strength, 0.6, 1);
    }

    [Fact]
    public void Few_bars_have_no_trend() => Assert.Equal((TrendKind.Unknown, 0), (TrendReading.Of(Walks.Make(10, 1)).Kind, TrendReading.Of(Walks.Make(10, 1)).Strength));
}
