using TradeMatrix.Analysis.Candles;
using TradeMatrix.Analysis.Setups;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class FiveMetricsTests
{
    private static readonly MetricInputs Example = new()
    {
        Price = 18500, Ema20 = 18450, Ema50 = 18400, Ema200 = 18300, Pivot = 18480, R1 = 18550, S1 = 18410,
        VolumeRatio = 1.5, Candle = new Candle(18490, 18510, 18485, 18505), Trend = Direction.Bullish, Volatility = FiveMetrics.OfRatio(0.15),
    };

    [Fact]
    public void The_worked_example_of_the_origin_comes_out()
    {
        var metrics = FiveMetrics.Of(Example);
        Assert.Equal(1, metrics.Ema);
        // The nearest level is the pivot, 0.108 % away: 0.8 by 1.5 / 1.5.
        Assert.Equal(0.8, metrics.Pivot, 12);
        Assert.Equal((0.9, 0.75), (metrics.Volume, metrics.Candle));
        Assert.Equal(1, metrics.Context, 12);
        Assert.Equal(0.89, metrics.Total, 12);
        Assert.Equal(0.83, (metrics with { Candle = 0.6, Context = FiveMetrics.Of(Example with { Volatility = FiveMetrics.OfRatio(0.0016) }).Context }).Total, 12);
    }

    [Theory]
    [InlineData(39, 0.1)]
    [InlineData(40, 0.2)]
    [InlineData(80, 0.2)]
    [InlineData(90, 0.1)]
    [InlineData(91, 0)]
    [InlineData(19, 0)]
    [InlineData(double.NaN, 0)]
    public void Volatility_counts_by_its_percentile(double percentile, double score) => Assert.Equal(score, FiveMetrics.OfPercentile(percentile));

    [Fact]
    public void A_strategys_own_level_counts_like_the_pivot()
    {
        var far = Example with { Pivot = 20000, R1 = 20100, S1 = 18499 };
        Assert.Equal(1 / 1.5, FiveMetrics.Of(far).Pivot, 12);
        Assert.Equal(1, FiveMetrics.Of(far with { OwnLevel = 18499 }).Pivot, 12);
    }

    [Fact]
    public void A_market_without_volume_is_judged_by_the_other_four()
    {
        var metrics = FiveMetrics.Of(Example with { VolumeRatio = double.NaN });
        Assert.Equal((0.89 - (0.2 * 0.9)) / 0.8, metrics.Total, 12);
        Assert.Empty(metrics.Below(new FiveMetrics(1, 0.79, 1, 0.75, 0.99)));
        Assert.Equal(["pivot", "candle"], metrics.Below(new FiveMetrics(1, 0.81, 1, 0.76, 0.99)));
    }

    [Fact]
    public void What_is_missing_scores_nothing()
    {
        var nothing = FiveMetrics.Of(new MetricInputs { Price = 100 });
        Assert.Equal((0d, 0d, 0d, 0.5), (nothing.Ema, nothing.Pivot, nothing.Candle, nothing.Context));
    }

    [Theory]
    [InlineData(100, 101, 90, 100.5, 0.95)] // hammer
    [InlineData(100, 110, 99, 100.5, 0.95)] // inverted hammer
    [InlineData(100, 105, 95, 100.5, 0.7)] // doji
    [InlineData(100, 110, 100, 109, 0.9)]
    [InlineData(100, 104, 98, 102, 0.6)]
    [InlineData(100, 100, 100, 100, 0.5)]
    public void A_candle_scores_by_its_shape(double open, double high, double low, double close, double score) =>
        Assert.Equal(score, FiveMetrics.Of(Example with { Candle = new Candle(open, high, low, close) }).Candle);
}
