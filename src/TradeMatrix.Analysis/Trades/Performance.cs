namespace TradeMatrix.Analysis.Trades;

/// <summary>
/// How closed trades went. A profit above 0 is a win, below 0 a loss, 0 a breakeven, which is neither. What cannot be
/// said is null, never 0.
/// </summary>
public sealed record Performance
{
    private const double TradingDaysPerYear = 252;
    private const double BinWidth = 0.5;
    private const double LowestBin = -5, HighestBin = 10;

    /// <summary>Number of trades.</summary>
    public required int Trades { get; init; }

    /// <summary>Trades with a profit.</summary>
    public required int Wins { get; init; }

    /// <summary>Trades with a loss.</summary>
    public required int Losses { get; init; }

    /// <summary>Trades with neither.</summary>
    public required int Breakevens { get; init; }

    /// <summary>Wins of wins and losses, 0 to 1: breakevens do not count. Null when there are neither.</summary>
    public required double? WinRate { get; init; }

    /// <summary>Sum of all profits and losses, money.</summary>
    public required double ProfitLoss { get; init; }

    /// <summary>Mean of the wins, money.</summary>
    public required double? AverageWin { get; init; }

    /// <summary>Mean of the losses, money, negative.</summary>
    public required double? AverageLoss { get; init; }

    /// <summary>The largest win, money.</summary>
    public required double? LargestWin { get; init; }

    /// <summary>The largest loss, money, negative.</summary>
    public required double? LargestLoss { get; init; }

    /// <summary>Sum of the wins by that of the losses; null when nothing was lost.</summary>
    public required double? ProfitFactor { get; init; }

    /// <summary>Mean R of the trades that have one.</summary>
    public required double? AverageR { get; init; }

    /// <summary>Win rate · mean R of wins − loss rate · mean R of losses, of the trades that have an R.</summary>
    public required double? Expectancy { get; init; }

    /// <summary>The largest fall of the equity from its highest value so far, money, 0 or more.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>That fall in percent of the value it fell from; null when that is not above 0.</summary>
    public required double? MaxDrawdownPercent { get; init; }

    /// <summary>Mean profit by the population deviation of profits, times √252, money per trade; null when all are equal.</summary>
    public required double? Sharpe { get; init; }

    /// <summary>Wins in a row from the newest trade back; negative for losses; 0 when the newest is a breakeven.</summary>
    public required int Streak { get; init; }

    /// <summary>The most losses in a row.</summary>
    public required int LongestLosingStreak { get; init; }

    /// <summary>Mean time from entry to exit.</summary>
    public required TimeSpan AverageHoldingTime { get; init; }

    /// <summary>The account after each trade, in order of closing.</summary>
    public required IReadOnlyList<EquityPoint> Equity { get; init; }

    /// <summary>Trades by R in steps of 0.5, from the lowest to the highest that occurs; below -5 and from 10 on are one bin each.</summary>
    public required IReadOnlyList<HistogramBin> RHistogram { get; init; }

    /// <summary>By the weekday of the entry, Monday first; days without trades are left out.</summary>
    public required IReadOnlyList<TradeGroup> ByWeekday { get; init; }

    /// <summary>By setup, in order of name.</summary>
    public required IReadOnlyList<TradeGroup> BySetup { get; init; }

    /// <summary>The metrics of trades in any order.</summary>
    /// <param name="trades">Closed trades.</param>
    /// <param name="balance">The account before the first of them, money: what drawdowns in percent are of.</param>
    public static Performance Of(IReadOnlyList<TradeResult> trades, double balance = 0)
    {
        ArgumentNullException.ThrowIfNull(trades);
        TradeResult[] ordered = [.. trades.OrderBy(t => t.ClosedAt)];
        double[] money = [.. ordered.Select(t => t.ProfitLoss)], rs = [.. ordered.Select(t => t.R).OfType<double>()];
        double[] wins = [.. money.Where(m => m > 0)], losses = [.. money.Where(m => m < 0)];
        var equity = EquityOf(ordered, balance);
        var deepest = equity.Length == 0 ? default : equity.MaxBy(p => p.Drawdown);
        return new Performance
        {
            Trades = ordered.Length,
            Wins = wins.Length,
            Losses = losses.Length,
            Breakevens = ordered.Length - wins.Length - losses.Length,
            WinRate = Share(wins.Length, losses.Length),
            ProfitLoss = money.Sum(),
            AverageWin = Mean(wins),
            AverageLoss = Mean(losses),
            LargestWin = wins.Length == 0 ? null : wins.Max(),
            LargestLoss = losses.Length == 0 ? null : losses.Min(),
            ProfitFactor = losses.Length == 0 ? null : wins.Sum() / -losses.Sum(),
            AverageR = Mean(rs),
            Expectancy = ExpectancyOf(ordered),
            MaxDrawdown = deepest.Drawdown,
            MaxDrawdownPercent = deepest.Equity + deepest.Drawdown is > 0 and var peak ? deepest.Drawdown / peak * 100 : null,
            Sharpe = SharpeOf(money),
            Streak = StreakOf(money),
            LongestLosingStreak = LongestLosingStreakOf(money),
            AverageHoldingTime = ordered.Length == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)ordered.Average(t => t.HoldingTime.Ticks)),
            Equity = equity,
            RHistogram = HistogramOf(rs),
            ByWeekday = [.. ordered.GroupBy(t => t.OpenedAt.DayOfWeek).OrderBy(g => ((int)g.Key + 6) % 7).Select(g => GroupOf(g.Key.ToString(), [.. g]))],
            BySetup = [.. ordered.GroupBy(t => t.Setup ?? "").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => GroupOf(g.Key, [.. g]))],
        };
    }

    private static double? Mean(double[] values) => values.Length == 0 ? null : values.Average();

    private static double? Share(int wins, int losses) => wins + losses == 0 ? null : wins / (double)(wins + losses);

    private static EquityPoint[] EquityOf(TradeResult[] trades, double balance)
    {
        var points = new EquityPoint[trades.Length];
        double equity = balance, peak = balance;
        for (var i = 0; i < points.Length; i++)
        {
            equity += trades[i].ProfitLoss;
            peak = Math.Max(peak, equity);
            points[i] = new EquityPoint(trades[i].ClosedAt, equity, peak - equity);
        }
        return points;
    }

    private static double? ExpectancyOf(TradeResult[] trades)
    {
        double[] won = [.. trades.Where(t => t.ProfitLoss > 0).Select(t => t.R).OfType<double>()];
        double[] lost = [.. trades.Where(t => t.ProfitLoss < 0).Select(t => t.R).OfType<double>()];
        return Share(won.Length, lost.Length) is { } rate ? (rate * (Mean(won) ?? 0)) + ((1 - rate) * (Mean(lost) ?? 0)) : null;
    }

    private static double? SharpeOf(double[] money)
    {
        if (money.Length < 2) return null;
        var mean = money.Average();
        var deviation = Math.Sqrt(money.Sum(m => (m - mean) * (m - mean)) / money.Length);
        return deviation > 0 ? mean / deviation * Math.Sqrt(TradingDaysPerYear) : null;
    }

    private static int StreakOf(double[] money)
    {
        if (money.Length == 0) return 0;
        var sign = Math.Sign(money[^1]);
        var streak = 0;
        for (var i = money.Length - 1; i >= 0 && Math.Sign(money[i]) == sign; i--) streak += sign;
        return streak;
    }

    private static int LongestLosingStreakOf(double[] money)
    {
        int longest = 0, row = 0;
        foreach (var m in money)
        {
            row = m < 0 ? row + 1 : 0;
            longest = Math.Max(longest, row);
        }
        return longest;
    }

    private static HistogramBin[] HistogramOf(double[] rs)
    {
        if (rs.Length == 0) return [];
        var counts = rs.GroupBy(BinOf).ToDictionary(g => g.Key, g => g.Count());
        int first = counts.Keys.Min(), last = counts.Keys.Max();
        return [.. Enumerable.Range(first, last - first + 1).Select(bin => new HistogramBin(
            bin * BinWidth < LowestBin ? double.NegativeInfinity : bin * BinWidth,
            bin * BinWidth >= HighestBin ? double.PositiveInfinity : (bin + 1) * BinWidth,
            counts.GetValueOrDefault(bin)))];
    }

    private static int BinOf(double r) => (int)Math.Floor(Math.Clamp(r, LowestBin - BinWidth, HighestBin) / BinWidth);

    private static TradeGroup GroupOf(string name, TradeResult[] trades)
    {
        int wins = trades.Count(t => t.ProfitLoss > 0), losses = trades.Count(t => t.ProfitLoss < 0);
        return new TradeGroup(name, trades.Length, wins, losses, Share(wins, losses), trades.Sum(t => t.ProfitLoss), Mean([.. trades.Select(t => t.R).OfType<double>()]));
    }
}
