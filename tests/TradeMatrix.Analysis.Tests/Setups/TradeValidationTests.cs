using TradeMatrix.Analysis.Risk;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Trades;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class TradeValidationTests
{
    private static readonly ValidationInputs Best = new()
    {
        Side = Side.Long, Entry = 100, Price = 100, RewardRisk = 3, Ema20 = 99, Ema50 = 98, Ema200 = 97, Rsi = 60, Histogram = 1, Trend = Direction.Bullish, Volatility = 0.2, HasTerms = true,
    };

    [Fact]
    public void The_worked_examples_of_the_origin_come_out()
    {
        Assert.Equal(0.765, TradeValidation.Of(Best).Confidence, 12);
        Assert.Equal(0.74, TradeValidation.Of(Best with { HasTerms = false }).Confidence, 12);
        var near = TradeValidation.Of(Best with { Levels = [100.5] });
        Assert.Equal(0.855, near.Confidence, 12);
        Assert.True(near.IsApproved);
        Assert.Equal(0.765, TradeValidation.Of(Best with { Levels = [100.51] }).Confidence, 12);
    }

    [Theory]
    [InlineData(2.4, 60, "reward_risk")]
    [InlineData(3, 90, "confidence")]
    public void A_rejection_names_what_falls_short(double rewardRisk, double rsi, string what) =>
        Assert.StartsWith(what, TradeValidation.Of(Best with { RewardRisk = rewardRisk, Rsi = rsi }).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_is_not_known_gives_no_credit()
    {
        var nothing = TradeValidation.Of(new ValidationInputs { Side = Side.Short, Entry = 100, Price = 100, RewardRisk = 3 });
        Assert.Equal((0, 0.25), (nothing.Bias, nothing.Structure));
        Assert.StartsWith("bias", nothing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorts_are_judged_by_the_mirror() => Assert.Equal(
        TradeValidation.Of(Best),
        TradeValidation.Of(Best with { Side = Side.Short, Ema20 = 101, Ema50 = 102, Ema200 = 103, Rsi = 40, Histogram = -1, Trend = Direction.Bearish }));

    [Fact]
    public void The_first_reason_decides()
    {
        var approved = TradeValidation.Of(Best with { Levels = [100] });
        var calm = new Portfolio { Balance = 10_000 };
        var full = calm with { Open = [.. Enumerable.Repeat(new OpenPosition("A", Side.Long, 100, 100, 1), 5)] };
        var lost = full with { ClosedToday = [new TradeResult("A", Side.Long, 100, 99, 98, 1, -300, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)] };
        Assert.Equal(TradeDecision.Execute, TradeDecisions.Of(approved, false, calm));
        Assert.Equal(TradeDecision.Reduce, TradeDecisions.Of(approved, false, full));
        Assert.Equal(TradeDecision.Halt, TradeDecisions.Of(approved, false, lost));
        Assert.Equal(TradeDecision.Wait, TradeDecisions.Of(approved, true, lost));
        Assert.Equal(TradeDecision.Reject, TradeDecisions.Of(TradeValidation.Of(Best), true, lost));
    }
}
