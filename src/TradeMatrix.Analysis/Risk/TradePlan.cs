namespace TradeMatrix.Analysis.Risk;

/// <summary>A trade with its size, risk and what speaks against it. A plan that is not valid holds NaN where nothing can be computed.</summary>
public sealed record TradePlan
{
    /// <summary>Which way.</summary>
    public required Side Side { get; init; }

    /// <summary>Price of the entry.</summary>
    public required double Entry { get; init; }

    /// <summary>Price of the stop.</summary>
    public required double Stop { get; init; }

    /// <summary>Price of the target.</summary>
    public required double Target { get; init; }

    /// <summary>Units.</summary>
    public required double Size { get; init; }

    /// <summary>What is lost at the stop, money.</summary>
    public required double RiskAmount { get; init; }

    /// <summary>The same in percent of the balance.</summary>
    public required double RiskPercent { get; init; }

    /// <summary>Distance of entry and stop, price units: one R.</summary>
    public required double OneR { get; init; }

    /// <summary>Distance of the target by that of the stop.</summary>
    public required double RewardRisk { get; init; }

    /// <summary>Value of the position by the balance.</summary>
    public required double Leverage { get; init; }

    /// <summary>Price at which the costs are earned.</summary>
    public required double BreakEven { get; init; }

    /// <summary>What is traded.</summary>
    public required Product Product { get; init; }

    /// <summary>The certificate that suits it, for <see cref="Product.KnockOut"/>.</summary>
    public KnockOut? KnockOut { get; init; }

    /// <summary>What speaks against it.</summary>
    public required IReadOnlyList<RiskFinding> Findings { get; init; }

    /// <summary>Whether nothing forbids it.</summary>
    public bool IsValid => !Findings.Any(f => f.IsError);

    /// <summary>Plans a trade.</summary>
    /// <param name="idea">The trade.</param>
    /// <param name="limits">How much may be risked; null for the house rules.</param>
    public static TradePlan Of(TradeIdea idea, RiskLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(idea);
        limits ??= RiskLimits.Default;
        var (side, entry, balance) = (idea.Side, idea.Entry, idea.Balance);
        var stop = idea.Stop ?? RiskFormulas.Stop(side, entry);
        var target = idea.Target ?? RiskFormulas.Target(entry, stop);
        var arePrices = entry > 0 && stop > 0 && target > 0 && entry != stop;
        var size = idea.Size ?? (arePrices && balance > 0 ? RiskFormulas.Size(balance, limits.RiskPercent, entry, stop) : double.NaN);
        var oneR = Math.Abs(entry - stop);
        var plan = new TradePlan
        {
            Side = side,
            Entry = entry,
            Stop = stop,
            Target = target,
            Size = size,
            RiskAmount = size * oneR,
            RiskPercent = size * oneR / balance * 100,
            OneR = oneR,
            RewardRisk = Math.Abs(target - entry) / oneR,
            Leverage = RiskFormulas.Leverage(size, entry, balance),
            BreakEven = RiskFormulas.BreakEven(side, entry, idea.Commission, idea.Spread),
            Product = idea.Product,
            KnockOut = idea.Product == Product.KnockOut && arePrices ? KnockOut.Of(side, entry, stop) : null,
            Findings = [],
        };
        return plan with { Findings = [.. FindingsOf(plan, balance, limits)] };
    }

    private static IEnumerable<RiskFinding> FindingsOf(TradePlan plan, double balance, RiskLimits limits)
    {
        if (!(balance > 0)) yield return Error("balance", $"balance: {balance} must be above 0");
        foreach (var (name, price) in ((string, double)[])[("entry", plan.Entry), ("stop", plan.Stop), ("target", plan.Target)])
        {
            if (!(price > 0)) yield return Error(name, $"{name}: {price} must be above 0");
        }
        if (!(plan.Side.Gain(plan.Stop, plan.Entry) > 0)) yield return Error("stop_side", $"stop: {plan.Stop} must be {(plan.Side == Side.Long ? "below" : "above")} the entry {plan.Entry}");
        if (!(plan.Side.Gain(plan.Entry, plan.Target) > 0)) yield return Error("target_side", $"target: {plan.Target} must be {(plan.Side == Side.Long ? "above" : "below")} the entry {plan.Entry}");
        if (!(plan.Size > 0)) yield return Error("size", $"size: {plan.Size} must be above 0");
        var most = RiskLimits.LeverageOf(plan.Product);
        // Whole cents and hundredths of units: what is above by rounding alone is not above.
        if (plan.RiskPercent > limits.RiskPercent + 1e-9) yield return Error("risk", $"risk: {plan.RiskPercent:0.##} % of the balance must be at most {limits.RiskPercent:0.##} %");
        else if (plan.RiskPercent < limits.LeastRiskPercent) yield return Warning("low_risk", $"risk: {plan.RiskPercent:0.###} % of the balance is hardly worth the trade");
        if (plan.Leverage > most) yield return Error("leverage", $"leverage: {plan.Leverage:0.##} must be at most {most:0} for {plan.Product}");
        else if (plan.Leverage > limits.WarningLeverage) yield return Warning("high_leverage", $"leverage: {plan.Leverage:0.##} is above {limits.WarningLeverage:0.##}");
        if (plan.KnockOut is { IsHighlyLeveraged: true } certificate) yield return Warning("knock_out_leverage", $"knock_out.leverage: {certificate.Leverage:0.##} is above {KnockOut.WarningLeverage:0}");
    }

    private static RiskFinding Error(string code, string message) => new(code, true, message);

    private static RiskFinding Warning(string code, string message) => new(code, false, message);
}
