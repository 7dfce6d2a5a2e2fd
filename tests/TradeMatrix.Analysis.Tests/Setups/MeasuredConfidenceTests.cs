using TradeMatrix.Analysis.Setups;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class MeasuredConfidenceTests
{
    [Theory]
    // Wilson's interval as published in tables for 95 %.
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void The_interval_is_Wilsons(int hits, int trades, double low, double high)
    {
        var confidence = new MeasuredConfidence(hits, trades);
        Assert.Equal(hits / (double)trades, confidence.Rate!.Value, 12);
        Assert.Equal(low, confidence.Low!.Value, 4);
        Assert.Equal(high, confidence.High!.Value, 4);
    }

    [Fact]
    public void Without_trades_there_is_none()
    {
        var none = new MeasuredConfidence(0, 0);
        Assert.Equal((null, null, null), (none.Rate, none.Low, none.High));
    }
}
