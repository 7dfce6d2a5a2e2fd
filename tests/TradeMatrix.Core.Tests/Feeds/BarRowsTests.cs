using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class BarRowsTests
{
    private const long Minute = 60_000, Now = 100 * Minute;

    private readonly BarRows _rows = new(new FeedRequest("X", Timeframe.M1, 10 * Minute, 200 * Minute), Now);

    [Theory]
    [InlineData(double.NaN, 3, 1, 2)]
    [InlineData(2, double.NaN, 1, 2)]
    [InlineData(2, 3, double.NaN, 2)]
    [InlineData(2, 3, 1, double.NaN)]
    [InlineData(2, double.PositiveInfinity, 1, 2)]
    [InlineData(2, 1, 3, 2)]
    [InlineData(4, 3, 1, 2)]
    [InlineData(2, 3, 1, 0.5)]
    [InlineData(0, 3, 0, 2)]
    [InlineData(0, 0, 0, 0)]
    public void What_is_no_bar_is_dropped(double open, double high, double low, double close)
    {
        _rows.Add(10 * Minute, open, high, low, close, 1);
        _rows.Add(11 * Minute, 2, 3, 1, 2, 1);

        var bars = _rows.ToBars(0);
        Assert.Equal([11 * Minute], bars.Bars.Time.ToArray());
    }

    [Fact]
    public void A_row_that_comes_twice_or_goes_back_in_time_is_dropped()
    {
        foreach (var minute in new[] { 10, 12, 12, 11, 13 }) _rows.Add(minute * Minute, 2, 3, 1, 2, minute);

        var bars = _rows.ToBars(0);
        Assert.Equal([10 * Minute, 12 * Minute, 13 * Minute], bars.Bars.Time.ToArray());
    }

    [Fact]
    public void A_row_from_the_future_or_outside_the_span_is_dropped()
    {
        foreach (var minute in new[] { 9, 10, 100, 101, 200 }) _rows.Add(minute * Minute, 2, 3, 1, 2, 1);

        var bars = _rows.ToBars(0);
        Assert.Equal([10 * Minute, 100 * Minute], bars.Bars.Time.ToArray());
    }

    [Fact]
    public void A_close_that_is_rounded_past_the_high_makes_a_bar()
    {
        _rows.Add(10 * Minute, 100, 100.0005, 99, 100.0009, 1);

        Assert.Equal(1, _rows.ToBars(0).Bars.Count);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void A_volume_that_cannot_be_is_unknown(double volume)
    {
        _rows.Add(10 * Minute, 2, 3, 1, 2, volume);

        Assert.True(double.IsNaN(_rows.ToBars(0).Bars.Volume[0]));
    }

    [Theory]
    [InlineData("2024-02-01", "1M", "2024-03-01")]
    [InlineData("2024-01-01", "1Y", "2025-01-01")]
    [InlineData("2024-01-01", "1W", "2024-01-08")]
    [InlineData("2024-01-01", "1D", "2024-01-02")]
    public void A_bar_of_months_ends_by_the_calendar(string open, string timeframe, string end) =>
        Assert.Equal(FeedsUnderTest.At(end), BarRows.End(FeedsUnderTest.At(open), Timeframe.Parse(timeframe)));
}
