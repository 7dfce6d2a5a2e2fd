using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class BarSeriesTests
{
    private static readonly Bar[] Three =
        [new(1000, 1, 2, 0.5, 1.5, 10), new(2000, double.NaN, double.NaN, double.NaN, double.NaN), new(3000, 2, 3, 1, 2.5, 0)];

    [Fact]
    public void Bars_come_back_as_they_were_given()
    {
        var series = BarSeries.From(Three);
        Assert.Equal(Three, At.All(series));
        Assert.Equal([1000, 2000, 3000], series.Time.ToArray());
        Assert.Equal([1.5, double.NaN, 2.5], series.Close.ToArray());
    }

    [Fact]
    public void A_slice_shares_the_bars_and_knows_its_bounds()
    {
        var series = BarSeries.From(Three);
        var slice = series.Slice(1, 2);
        Assert.Equal(Three[1..], At.All(slice));
        Assert.Equal(Three[2..], At.All(slice.Slice(1, 1)));
        Assert.True(slice.Time == series.Time[1..]);
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(0, -1));
        Assert.Equal(0, series.Slice(3, 0).Count);
    }

    [Fact]
    public void Only_a_bar_without_prices_is_a_gap()
    {
        var series = BarSeries.From(Three);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(series.IsGap));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    [InlineData(3000, 2)]
    [InlineData(3001, 3)]
    public void A_time_finds_the_first_bar_at_or_after_it(long time, int index) => Assert.Equal(index, BarSeries.From(Three).IndexAtOrAfter(time));

    [Fact]
    public void Volume_is_there_when_one_bar_has_some()
    {
        Assert.True(BarSeries.From(Three).HasVolume());
        Assert.False(BarSeries.From(Three).Slice(1, 2).HasVolume());
        Assert.False(BarSeries.FromArrays([1], [1], [1], [1], [1]).HasVolume());
        Assert.False(BarSeries.Empty.HasVolume());
    }

    [Fact]
    public void Contradictory_columns_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BarSeries.FromArrays([1, 2], [1, 1], [1, 1], [1], [1, 1]));
        Assert.Throws<ArgumentException>(() => BarSeries.FromArrays([1], [1], [1], [1], [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => BarSeries.FromArrays([2, 2], [1, 1], [1, 1], [1, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => BarSeries.FromArrays([2, 1], [1, 1], [1, 1], [1, 1], [1, 1]));
        var error = Assert.Throws<ArgumentException>(() => BarSeries.FromArrays([1], [1], [1], [2], [1]));
        Assert.Contains("bars[0].high: 1 must not be below the low 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", 1)]
    [InlineData("high", 2)]
    [InlineData("low", 0.5)]
    [InlineData("close", 1.5)]
    [InlineData("hl2", 1.25)]
    [InlineData("hlc3", 4.0 / 3)]
    [InlineData("ohlc4", 1.25)]
    [InlineData("volume", 10)]
    public void Sources_combine_prices(string source, double value)
    {
        Assert.Contains(source, PriceSource.Names);
        Assert.Equal(value, PriceSource.Values(BarSeries.From(Three), source)[0], 1e-12);
    }

    [Fact]
    public void An_unknown_source_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => PriceSource.Values(BarSeries.Empty, "median").ToArray());
        Assert.Contains("'median' must be one of open", error.Message, StringComparison.Ordinal);
    }
}
