using TradeMatrix.Analysis.Setups;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class ProposalTests
{
    [Fact]
    public void The_worked_example_of_the_level_formula_comes_out()
    {
        var proposal = Level(targetR: 2)!;
        Assert.Equal((Side.Long, 19212.5, 19030, 19577.5, 2.0, false), (proposal.Side, proposal.Entry, proposal.Stop, proposal.Target, proposal.RewardRisk, proposal.IsValid));
        Assert.Equal(0.75, proposal.Confidence, 12);
    }

    [Fact]
    public void By_default_the_target_is_far_enough_to_be_valid()
    {
        var proposal = Level()!;
        Assert.Equal((19668.75, true, false), (proposal.Target, proposal.IsValid, proposal.IsForWatching));
        Assert.Equal(0.95, proposal.Confidence, 12);
        Assert.True((Level(rsi: 50, trend: Direction.Neutral)! with { Confidence = 0.59 }).IsForWatching);
        Assert.Equal(0.25 + 0.10 + 0.15 + 0.10, Level(rsi: 50, trend: Direction.Neutral)!.Confidence, 12);
    }

    [Fact]
    public void The_short_is_mirrored_from_the_resistance()
    {
        var proposal = LevelProposal.Of(19245.5, 18800, 19100, 19200, 40, 60, Direction.Bearish, [19200, 19150], [19300, 19400])!;
        Assert.Equal((Side.Short, 19337.5, 19520, 18881.25), (proposal.Side, proposal.Entry, proposal.Stop, proposal.Target));
        Assert.Equal(0.95, proposal.Confidence, 12);
        Assert.Null(LevelProposal.Of(19245.5, 19100, 19200, 18800, 40, 60, Direction.Bearish, [], []));
    }

    [Fact]
    public void The_worked_example_of_the_last_row_comes_out()
    {
        var row = RowProposal.Of(24015.8, 24010.2, 23980.5, 23850.3, 68.5, 45.2, 3.8, 23940.8, 24050.2, 28.5, 125000);
        Assert.Equal((Direction.Bullish, "moderate", "above_all", "bullish_building"), (row.Trend, row.Strength, row.PriceVersusAverages, row.Momentum));
        Assert.Equal((Side.Long, 24015.8, 23940.8, 24050.2), (row.Trade!.Side, row.Trade.Entry, row.Trade.Stop, row.Trade.Target));
        Assert.Equal(0.46, row.Trade.RewardRisk, 2);
        Assert.Equal(0.8, row.Confidence, 12);
    }

    [Fact]
    public void Without_levels_on_the_right_side_ranges_serve_and_an_overbought_market_makes_none()
    {
        var row = RowProposal.Of(100, 99, 98, 97, 60, 2, 1, 101, double.NaN, 10, double.NaN);
        Assert.Equal((97, 106), (row.Trade!.Stop, row.Trade.Target));
        Assert.Null(RowProposal.Of(100, 99, 98, 97, 70, 2, 1, 101, double.NaN, 10, 0).Trade);
        Assert.Null(RowProposal.Of(100, 99, 101, 97, 50, 2, 1, 99, 101, 10, 0).Trade);
    }

    private static Proposal? Level(double targetR = 2.5, double rsi = 60, Direction trend = Direction.Bullish) =>
        LevelProposal.Of(19245.5, 19200, 19100, 18800, rsi, 60, trend, [19200, 19150], [19300, 19400], targetR);
}
