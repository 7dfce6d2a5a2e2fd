using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Analysis.Trends;

namespace TradeMatrix.Analysis.Tests.Readings;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(true, new double[0], true, true, 1.00)]
    [InlineData(true, new[] { 0.8 }, true, true, 0.76)]
    [InlineData(true, new[] { 0.8, 0.7 }, true, true, 0.83)]
    [InlineData(true, new[] { 0.9, 0.9, 0.9 }, true, true, 0.97)]
    [InlineData(false, new double[0], true, false, 0.75)]
    [InlineData(false, new[] { 0.85 }, false, false, 0.28)]
    [InlineData(false, new double[0], false, false, 0)]
    public void Origin_score_is_as_it_was(bool isTrendClear, double[] patterns, bool support, bool resistance, double expected) =>
        Assert.Equal(expected, OriginScore.Of(isTrendClear, patterns, support, resistance));

    [Fact]
    public void What_is_missing_counts_nothing()
    {
        var trend = new TrendReading(TrendKind.Bullish, 1, null, null, new(TrendKind.Bullish, true, true));
        Assert.Equal(0.35, ReadingScore.Of(trend, [], []).Overall);
        Assert.Equal(0.45, ReadingScore.Of(trend, [], []).WithAgreement(1).Overall);
        // One side of the levels is half of them: 0.25 · 0.8 / 2.
        Assert.Equal(0.45, ReadingScore.Of(trend, [], [new(LevelKind.Support, 1, 3, 0.8, 0, 0)]).Overall);
    }

    [Theory]
    [InlineData(new[] { TrendKind.Bullish }, 0)]
    [InlineData(new[] { TrendKind.Bullish, TrendKind.Bullish, TrendKind.Bullish }, 1)]
    [InlineData(new[] { TrendKind.Bullish, TrendKind.Bearish }, 0)]
    [InlineData(new[] { TrendKind.Bearish, TrendKind.Bearish, TrendKind.Unknown }, 0.67)]
    public void Timeframes_agree_as_far_as_they_point_one_way(TrendKind[] trends, double expected) => Assert.Equal(expected, ReadingScore.Agree(trends));
}
