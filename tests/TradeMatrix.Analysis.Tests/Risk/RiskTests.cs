using TradeMatrix.Analysis.Risk;
using TradeMatrix.Analysis.Trades;

namespace TradeMatrix.Analysis.Tests.Risk;

public sealed class RiskTests
{
    [Fact]
    public void One_percent_of_ten_thousand_at_fifty_points_is_two_units()
    {
        Assert.Equal(2, RiskFormulas.Size(10_000, 1, 19500, 19450));
        Assert.Equal(0.33, RiskFormulas.Size(100, 1, 103, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskFormulas.Size(10_000, 10.1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskFormulas.Size(10_000, 1, 2, 2));
    }

    [Fact]
    public void A_size_never_risks_more_than_its_share()
    {
        for (var i = 1; i < 2000; i++)
        {
            var distance = i * 0.137;
            Assert.True(RiskFormulas.Size(10_000, 1, 500, 500 - distance) * distance <= 100 + 1e-6);
        }
    }

    [Theory]
    [InlineData(Side.Long, 19500, 19450, 19352.75, 132.43, 0.4987)]
    [InlineData(Side.Short, 18000, 18100, 18190.5, 94.49, 0.5028)]
    public void The_barrier_of_a_certificate_lies_half_a_percent_beyond_the_stop(Side side, double entry, double stop, double barrier, double leverage, double safety)
    {
        var certificate = KnockOut.Of(side, entry, stop);
        Assert.Equal(barrier, certificate.Barrier, 9);
        Assert.Equal(leverage, certificate.Leverage, 2);
        Assert.Equal(safety, certificate.SafetyPercent, 4);
        Assert.True(certificate.IsHighlyLeveraged);
    }

    [Theory]
    [InlineData(Side.Long, 19951.25, 20097.5, 20043)]
    [InlineData(Side.Short, 20048.75 + 1.25, 19900, 19957)]
    public void Stop_target_and_break_even_follow_the_side(Side side, double stop, double target, double breakEven)
    {
        if (side == Side.Long) Assert.Equal(19950, RiskFormulas.Stop(side, 20000));
        else Assert.Equal(stop, RiskFormulas.Stop(side, 20000));
        Assert.Equal(target, RiskFormulas.Target(20000, stop), 9);
        Assert.Equal(breakEven, RiskFormulas.BreakEven(side, 20000, 0.001, 3), 9);
        Assert.Equal(20000 - (side.Sign() * 24), RiskFormulas.AtrStop(side, 20000, 20), 9);
        Assert.Equal(2.5, RiskFormulas.AtrSize(100, 20));
        Assert.Equal(2, RiskFormulas.R(side, 20000, stop, target), 9);
    }

    [Fact]
    public void A_plan_fills_in_stop_target_and_size()
    {
        var plan = TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = 20000 });
        Assert.Equal((19950, 20100, 2, 100, 1, 50, 2, 4), (plan.Stop, plan.Target, plan.Size, plan.RiskAmount, plan.RiskPercent, plan.OneR, plan.RewardRisk, plan.Leverage));
        Assert.True(plan.IsValid);
        Assert.Empty(plan.Findings);
        Assert.Null(plan.KnockOut);
        Assert.Equal(19850.25, TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = 20000, Product = Product.KnockOut }).KnockOut!.Barrier, 9);
    }

    [Theory]
    [InlineData(0, 90, 120, 1, "entry,stop_side")]
    [InlineData(100, 100, 120, 1, "stop_side")]
    [InlineData(100, 110, 120, 1, "stop_side")]
    [InlineData(100, 90, 99, 1, "target_side")]
    [InlineData(100, 90, -1, 1, "target,target_side")]
    [InlineData(100, 90, 120, 0, "size")]
    [InlineData(100, 90, 120, 11, "risk")]
    [InlineData(100, 99.99, 120, 3001, "leverage")]
    [InlineData(100, 90, 120, double.NaN, "size")]
    public void A_plan_that_cannot_be_says_why(double entry, double stop, double target, double size, string codes)
    {
        var plan = TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = entry, Stop = stop, Target = target, Size = size });
        Assert.False(plan.IsValid);
        Assert.Equal(codes.Split(','), plan.Findings.Where(f => f.IsError).Select(f => f.Code));
    }

    [Fact]
    public void High_leverage_and_tiny_risk_are_warned_of()
    {
        var plan = TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = 100, Stop = 99.999, Target = 120, Size = 1001 });
        Assert.True(plan.IsValid);
        Assert.Equal(["low_risk", "high_leverage"], plan.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(Product.Cfd, 30)]
    [InlineData(Product.KnockOut, 10)]
    [InlineData(Product.Future, 20)]
    public void Each_product_has_its_leverage(Product product, double most)
    {
        TradePlan Plan(double leverage) => TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = 100, Stop = 99.99, Target = 120, Size = leverage * 100, Product = product });
        Assert.True(Plan(most).IsValid);
        Assert.False(Plan(most + 0.1).IsValid);
    }

    [Fact]
    public void A_new_trade_is_checked_against_what_is_open()
    {
        var plan = TradePlan.Of(new TradeIdea { Side = Side.Long, Entry = 100, Stop = 99, Target = 102, Size = 50 });
        Assert.Empty(Portfolio(Open("A"), Open("B")).Check("C", plan));
        Assert.Equal(["symbol_trades"], Codes(Portfolio(Open("A"), Open("A")).Check("A", plan), errors: false));
        Assert.Equal(["symbol_trades"], Codes(Portfolio(Open("A"), Open("A"), Open("A")).Check("A", plan), errors: true));
        Assert.Equal(["open_trades"], Codes(Portfolio(Open("A"), Open("B"), Open("C"), Open("D"), Open("E")).Check("F", plan), errors: true));
        Assert.Equal(["portfolio_risk"], Codes(Portfolio(Open("A") with { Size = 451 }).Check("B", plan), errors: true));
        Assert.Empty(Codes(Portfolio(Open("A") with { Size = 450 }).Check("B", plan), errors: true));
    }

    [Theory]
    [InlineData("-1 -1 -1", "daily_losses")]
    [InlineData("-1 5 -1 -1", "daily_losses")]
    [InlineData("-301", "daily_loss")]
    [InlineData("-1 -1 5", "")]
    [InlineData("-299 5", "")]
    public void The_day_ends_after_three_losses_or_three_percent(string profits, string codes)
    {
        var portfolio = Portfolio() with { ClosedToday = [.. profits.Split(' ').Select((p, i) => Closed(double.Parse(p), i))] };
        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), Codes(portfolio.Findings(), errors: true));
    }

    [Fact]
    public void Losses_in_a_row_have_a_limit_of_their_own()
    {
        var portfolio = Portfolio() with { Limits = new RiskLimits { LossesPerDay = 9, LossesInARow = 2 }, ClosedToday = [Closed(-1, 1), Closed(-1, 2)] };
        Assert.Equal(["losses_in_a_row"], Codes(portfolio.Findings(), errors: true));
        Assert.Empty(Codes((portfolio with { ClosedToday = [Closed(-1, 1), Closed(1, 3), Closed(-1, 2)] }).Findings(), errors: true));
    }

    [Fact]
    public void What_is_open_is_warned_of_beyond_the_limits()
    {
        Assert.Empty(Portfolio(Open("A"), Open("B")).Findings());
        Assert.Equal(["portfolio_risk", "position_size"], Codes(Portfolio(Open("A") with { Size = 501 }).Findings(), errors: false));
        Assert.Equal(["open_trades", "symbol_trades"], Codes(Portfolio(Open("A"), Open("A"), Open("A"), Open("A"), Open("B"), Open("B")).Findings(), errors: false));
        Assert.Equal(["leverage"], Codes(Portfolio(Open("A") with { Size = 1001, Stop = 100 }).Findings(), errors: false));
    }

    [Fact]
    public void A_stop_beyond_the_entry_risks_nothing_and_a_missing_one_everything()
    {
        Assert.Equal(0, (Open("A") with { Stop = 101 }).Risk);
        Assert.Equal(5000, (Open("A") with { Stop = null }).Risk);
        Assert.Equal(50, (Open("A") with { Side = Side.Short, Stop = 101 }).Risk);
    }

    private static string[] Codes(IReadOnlyList<RiskFinding> findings, bool errors) => [.. findings.Where(f => f.IsError == errors).Select(f => f.Code)];

    private static Portfolio Portfolio(params OpenPosition[] open) => new() { Balance = 10_000, Open = open };

    private static OpenPosition Open(string symbol) => new(symbol, Side.Long, 100, 99, 50);

    private static TradeResult Closed(double profit, int hour) =>
        new("A", Side.Long, 100, 101, 99, 1, profit, new DateTimeOffset(2025, 3, 3, hour, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 3, 3, hour, 30, 0, TimeSpan.Zero));
}
