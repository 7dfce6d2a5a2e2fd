using System.Globalization;
using TradeMatrix.Analysis.Trades;

namespace TradeMatrix.Core.Journal;

/// <summary>Sentences about trades that follow from their figures.</summary>
internal static class TradeInsights
{
    private static readonly (string Code, string Text)[] Breaches =
    [
        ("no_stop", "had no stop"), ("exit_beyond_stop", "were closed beyond the initial stop"), ("r_below_minus_1", "lost more than was risked"), ("stop_widened", "had the stop moved farther away"),
        ("risk_above_1_percent", "risked more than 1 % of the account"), ("reward_below_risk", "had a target worth less than the risk"), ("held_over_plan", "were held longer than planned"),
        ("outside_session", "were entered outside the regular hours"), ("against_trend", "went against the daily trend"), ("profit_given_back", "were 1 R or more ahead and ended without profit"),
    ];

    /// <summary>What is worth knowing.</summary>
    /// <param name="closed">Trades that closed, of one currency.</param>
    /// <param name="performance">Their metrics.</param>
    /// <param name="open">Trades that are open.</param>
    /// <param name="facts">Codes of facts that the journal found in the closed trades.</param>
    /// <param name="currency">Of the money; empty when none was given.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Trade> closed, Performance performance, IReadOnlyList<Trade> open, IReadOnlyList<string> facts, string currency)
    {
        var points = new List<string>();
        if (closed.Count > 0)
        {
            points.Add($"{performance.Wins} of {Count(performance.Trades, "trade")} won and {performance.Losses} lost; together {Money(performance.ProfitLoss, currency)}.");
            if (closed.Count > 1)
            {
                var (best, worst) = (closed.MaxBy(t => t.Pnl)!, closed.MinBy(t => t.Pnl)!);
                points.Add($"The best trade was {Named(best, currency)}, the worst {Named(worst, currency)}.");
            }
            var bySymbol = closed.GroupBy(t => t.Symbol, StringComparer.Ordinal).Select(g => (g.Key, Sum: (double)g.Sum(t => t.Pnl!.Value))).OrderBy(g => g.Sum).ToList();
            if (bySymbol.Count > 1) points.Add($"By symbol, {bySymbol[^1].Key} earned most with {Money(bySymbol[^1].Sum, currency)} and {bySymbol[0].Key} least with {Money(bySymbol[0].Sum, currency)}.");
            var sides = closed.GroupBy(t => t.Side, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {Money((double)g.Sum(t => t.Pnl!.Value), currency)}").ToList();
            if (sides.Count > 1) points.Add($"By side: {string.Join(", ", sides)}.");
            if (performance.ProfitFactor is { } factor && performance.Wins > 0) points.Add(string.Create(CultureInfo.InvariantCulture, $"For each unit lost, {factor:0.00} were won."));
            if (performance.Expectancy is { } expectancy) points.Add(string.Create(CultureInfo.InvariantCulture, $"A trade earned {expectancy:+0.00;-0.00;0.00} R on average, by win rate and mean win and loss."));
            if (performance.LongestLosingStreak >= 3) points.Add($"{performance.LongestLosingStreak} trades in a row lost.");
        }
        foreach (var (code, text) in Breaches)
        {
            var count = facts.Count(f => f == code);
            if (count > 0) points.Add($"{Count(count, "trade")} {(count == 1 ? text.Replace("were ", "was ", StringComparison.Ordinal) : text)}.");
        }
        if (open.Count > 0)
        {
            var risked = open.Where(t => t.StopLoss is not null).ToList();
            var risk = risked.Sum(t => (t.Side == "long" ? t.EntryPrice - t.StopLoss!.Value : t.StopLoss!.Value - t.EntryPrice) * t.PositionSize * t.Multiplier);
            points.Add($"{Count(open.Count, "trade")} {(open.Count == 1 ? "is" : "are")} still open{(risked.Count > 0 && risk > 0 ? $"; stops risk {Money((double)risk, currency).TrimStart('+')}" : "")}{(risked.Count < open.Count ? $"; {open.Count - risked.Count} without a stop" : "")}.");
        }
        return points;
    }

    /// <summary>Money with its sign and currency.</summary>
    public static string Money(double money, string currency) => string.Create(CultureInfo.InvariantCulture, $"{money:+#,##0.00;-#,##0.00;0.00}{(currency.Length > 0 ? " " : "")}{currency}");

    private static string Named(Trade trade, string currency) => $"{trade.Symbol} {trade.Side} with {Money((double)trade.Pnl!.Value, currency)}";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
