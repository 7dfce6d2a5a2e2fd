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
        var proposal = LevelProposal.Of(Inputs with { Ema20 = 18800, Ema200 = 19200, Rsi = 40, Trend = Direction.Bearish })!;
        Assert.Equal((Side.Short, 19337.5, 19520, 18881.25), (proposal.Side, proposal.Entry, proposal.Stop, proposal.Target));
        Assert.Equal(0.95, proposal.Confidence, 12);
        Assert.Null(LevelProposal.Of(Inputs with { Ema20 = 19100, Ema50 = 19200 }));
    }

    [Fact]
    public void The_worked_example_of_the_last_row_comes_out()
    {
        var row = RowProposal.Of(new RowInputs { Close = 24015.8, Ema20 = 24010.2, Ema50 = 23980.5, Ema200 = 23850.3, Rsi = 68.5, Atr = 45.2, Histogram = 3.8, S1 = 23940.8, R1 = 24050.2, Adx = 28.5, Volume = 125000 });
        Assert.Equal((Direction.Bullish, "moderate", "above_all", "bullish_building"), (row.Trend, row.Strength, row.PriceVersusAverages, row.Momentum));
        Assert.Equal((Side.Long, 24015.8, 23940.8, 24050.2), (row.Trade!.Side, row.Trade.Entry, row.Trade.Stop, row.Trade.Target));
        Assert.Equal(0.46, row.Trade.RewardRisk, 2);
        Assert.Equal(0.8, row.Confidence, 12);
    }

    [Fact]
    public void Without_levels_on_the_right_side_ranges_serve_and_an_overbought_market_makes_none()
    {
        var inputs = new RowInputs { Close = 100, Ema20 = 99, Ema50 = 98, Ema200 = 97, Rsi = 60, Atr = 2, Histogram = 1, S1 = 101, Adx = 10 };
        var row = RowProposal.Of(inputs);
        Assert.Equal((97, 106), (row.Trade!.Stop, row.Trade.Target));
        Assert.Null(RowProposal.Of(inputs with { Rsi = 70 }).Trade);
        Assert.Null(RowProposal.Of(inputs with { Ema50 = 101, Rsi = 50, S1 = 99, R1 = 101 }).Trade);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    [InlineData(100)]
    public void Prices_of_any_size_keep_their_digits(double scale)
    {
        var proposal = LevelProposal.Of(Inputs with
        {
            Price = 19245.5 * scale, Ema20 = 19200 * scale, Ema50 = 19100 * scale, Ema200 = 18800 * scale, Atr = 60 * scale,
            Supports = [19150 * scale], Resistances = [19400 * scale],
        })!;
        Assert.Equal((1, 1, 1), (Math.Round(proposal.Entry / (19212.5 * scale), 9), Math.Round(proposal.Stop / (19030 * scale), 9), Math.Round(proposal.Target / (19668.75 * scale), 9)));
        Assert.True(proposal.IsValid);
    }

    private static readonly LevelInputs Inputs = new()
    {
        Price = 19245.5, Ema20 = 19200, Ema50 = 19100, Ema200 = 18800, Rsi = 60, Atr = 60, Trend = Direction.Bullish, Supports = [19200, 19150], Resistances = [19300, 19400],
    };

    private static Proposal? Level(double targetR = 2.5, double rsi = 60, Direction trend = Direction.Bullish) =>
        LevelProposal.Of(Inputs with { Rsi = rsi, Trend = trend, TargetR = targetR });
}
