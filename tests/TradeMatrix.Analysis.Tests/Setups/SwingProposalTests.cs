using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class SwingProposalTests
{
    [Fact]
    public void Rising_steps_are_bought_with_the_stop_below_the_lowest_swing()
    {
        var bars = Steps(1);
        var proposal = SwingProposal.Of(bars)!;
        Assert.Equal(Side.Long, proposal.Side);
        Assert.Equal(bars.Close[^1] * 1.001, proposal.Entry, 9);
        Assert.True(proposal.IsOrdered && proposal.RewardRisk >= 2 - 1e-9);
        // The lowest swing of the last fifty bars and half a range.
        Assert.InRange(proposal.Stop, 0, Enumerable.Range(bars.Count - 48, 46).Min(i => bars.Low[i]));
        Assert.InRange(proposal.Confidence, (0.4 * 0.6) + 0.15, 1);
    }

    [Fact]
    public void Falling_steps_are_the_mirror()
    {
        var (up, down) = (SwingProposal.Of(Steps(1))!, SwingProposal.Of(Steps(-1))!);
        Assert.Equal(Side.Short, down.Side);
        Assert.Equal(20_000 - Steps(1).Close[^1], Steps(-1).Close[^1], 9);
        Assert.Equal(20_000 - up.Stop, down.Stop, 6);
    }

    [Fact]
    public void A_market_without_steps_or_with_few_bars_makes_none()
    {
        Assert.Null(SwingProposal.Of(Steps(0)));
        Assert.Null(SwingProposal.Of(Steps(1).Slice(0, 19)));
    }

    [Theory]
    [InlineData(1, Side.Long)]
    [InlineData(-1, Side.Short)]
    public void With_fewer_bars_than_fifty_the_slow_average_is_not_asked(int sign, Side side)
    {
        var found = Enumerable.Range(20, 30).Select(count => SwingProposal.Of(Steps(sign).Slice(0, count))).OfType<Proposal>().ToArray();
        Assert.NotEmpty(found);
        Assert.All(found, p => Assert.True(p.Side == side && p.IsOrdered && p.Confidence > 0.3));
    }

    /// <summary>Sixty bars that go five forth and two back.</summary>
    private static BarSeries Steps(int sign) => BarSeries.From([.. Enumerable.Range(0, 61).Select(i =>
    {
        var price = 10_000 + (sign * ((i / 7 * 30) + (i % 7 <= 5 ? i % 7 * 10 : 40))) + (sign == 0 ? i % 3 : 0);
        return new Bar(i * 60_000L, price, price + 4, price - 4, price, 100);
    })]);
}
