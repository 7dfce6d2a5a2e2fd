using TradeMatrix.Analysis.Trades;

namespace TradeMatrix.Analysis.Risk;

/// <summary>One user's open trades and closed ones of the day, against the limits.</summary>
public sealed record Portfolio
{
    /// <summary>The account, money, above 0.</summary>
    public required double Balance { get; init; }

    /// <summary>Open trades.</summary>
    public IReadOnlyList<OpenPosition> Open { get; init; } = [];

    /// <summary>Trades that were closed today.</summary>
    public IReadOnlyList<TradeResult> ClosedToday { get; init; } = [];

    /// <summary>How much may be risked.</summary>
    public RiskLimits Limits { get; init; } = RiskLimits.Default;

    /// <summary>What all open trades together lose at their stops, money.</summary>
    public double RiskAmount => Open.Sum(p => p.Risk);

    /// <summary>The same in percent of the balance.</summary>
    public double RiskPercent => RiskAmount / Balance * 100;

    /// <summary>Value of all open trades by the balance.</summary>
    public double Leverage => Open.Sum(p => p.Size * p.Entry) / Balance;

    /// <summary>Profit and loss of today's closed trades in percent of the balance.</summary>
    public double DayPercent => ClosedToday.Sum(t => t.ProfitLoss) / Balance * 100;

    /// <summary>What is beyond a limit. Errors stop trading for the day.</summary>
    public IReadOnlyList<RiskFinding> Findings()
    {
        var findings = new List<RiskFinding>(DayFindings());
        if (RiskPercent > Limits.PortfolioPercent) findings.Add(Warning("portfolio_risk", $"open risk: {RiskPercent:0.##} % of the balance is above {Limits.PortfolioPercent:0.##} %"));
        if (Open.Count > Limits.OpenTrades) findings.Add(Warning("open_trades", $"open trades: {Open.Count} are more than {Limits.OpenTrades}"));
        foreach (var group in Open.GroupBy(p => p.Symbol).Where(g => g.Count() > Limits.TradesPerSymbol))
            findings.Add(Warning("symbol_trades", $"open trades of {group.Key}: {group.Count()} are more than {Limits.TradesPerSymbol}"));
        if (Leverage > Limits.WarningLeverage) findings.Add(Warning("leverage", $"leverage: {Leverage:0.##} is above {Limits.WarningLeverage:0.##}"));
        foreach (var position in Open.Where(p => p.Risk > Balance * Limits.RiskPercent / 100 * (1 + 1e-9)))
            findings.Add(Warning("position_size", $"{position.Symbol}: a risk of {position.Risk / Balance * 100:0.##} % is above {Limits.RiskPercent:0.##} % of the balance"));
        return findings;
    }

    /// <summary>What speaks against one more trade. Errors forbid it.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="plan">The trade.</param>
    public IReadOnlyList<RiskFinding> Check(string symbol, TradePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var findings = new List<RiskFinding>(plan.Findings);
        findings.AddRange(DayFindings());
        var after = (RiskAmount + plan.RiskAmount) / Balance * 100;
        if (after > Limits.PortfolioPercent) findings.Add(Error("portfolio_risk", $"open risk: {after:0.##} % of the balance would be above {Limits.PortfolioPercent:0.##} %"));
        if (Open.Count >= Limits.OpenTrades) findings.Add(Error("open_trades", $"open trades: {Open.Count} are as many as allowed"));
        var same = Open.Count(p => p.Symbol == symbol);
        if (same >= Limits.TradesPerSymbol) findings.Add(Error("symbol_trades", $"open trades of {symbol}: {same} are as many as allowed"));
        else if (same == Limits.TradesPerSymbol - 1) findings.Add(Warning("symbol_trades", $"open trades of {symbol}: {same}, one less than allowed"));
        return findings;
    }

    private IEnumerable<RiskFinding> DayFindings()
    {
        var losses = ClosedToday.Count(t => t.ProfitLoss < 0);
        var row = ClosedToday.OrderByDescending(t => t.ClosedAt).TakeWhile(t => t.ProfitLoss < 0).Count();
        if (losses >= Limits.LossesPerDay) yield return Error("daily_losses", $"losing trades today: {losses} reach the limit of {Limits.LossesPerDay}");
        else if (losses == Limits.LossesPerDay - 1) yield return Warning("daily_losses", $"losing trades today: {losses}, one less than the limit");
        if (row >= Limits.LossesInARow && losses < Limits.LossesPerDay) yield return Error("losses_in_a_row", $"losing trades in a row: {row} reach the limit of {Limits.LossesInARow}");
        if (DayPercent <= -Limits.DayLossPercent) yield return Error("daily_loss", $"loss today: {-DayPercent:0.##} % of the balance reaches the limit of {Limits.DayLossPercent:0.##} %");
    }

    private static RiskFinding Error(string code, string message) => new(code, true, message);

    private static RiskFinding Warning(string code, string message) => new(code, false, message);
}
