using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Values;

namespace TradeMatrix.Backtesting;

/// <summary>Writes the result of a backtest, for people and machines.</summary>
internal static class BacktestWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes tables: the measures, the years and, when asked for, every setup.</summary>
    public static void WriteTables(BacktestResult result, BacktestBars bars, bool listsSetups, Terminal terminal)
    {
        terminal.Out.WriteLine($"{result.Rule.Name}: {result.Rule.Title}");
        terminal.Out.WriteLine($"{bars.Symbol} {bars.Timeframe}, {Market(bars)}, {result.Bars} bars{Span(bars)}");
        foreach (var notice in bars.Notices) terminal.Out.WriteLine(notice);
        terminal.Out.Flush();

        var (p, c) = (result.Performance, result.Confidence);
        ConsoleTable.Write(terminal.Output, terminal.Width, [("measure", false), ("", true)],
        [
            ["setups", Whole(result.Setups.Count)],
            ["missed, invalidated, expired", $"{Whole(result.Count(SetupOutcome.Missed))}, {Whole(result.Count(SetupOutcome.Invalidated))}, {Whole(result.Count(SetupOutcome.Expired))}"],
            ["unfinished", Whole(result.Unfinished)],
            ["trades", Whole(p.Trades)],
            ["won, lost, even", $"{Whole(p.Wins)}, {Whole(p.Losses)}, {Whole(p.Breakevens)}"],
            ["hit rate (won of won and lost)", c.Rate is { } rate ? $"{Percent(rate)} of {Whole(c.Trades)}" : "-"],
            ["95 % interval of the hit rate", c.Low is { } low ? $"{Percent(low)} to {Percent(c.High!.Value)}" : "-"],
            ["average R", R(p.AverageR)],
            ["expectancy", R(p.Expectancy)],
            ["profit factor", p.ProfitFactor is { } factor ? Number(factor) : "-"],
            ["sum", R(p.ProfitLoss)],
            ["largest drawdown", R(p.MaxDrawdown)],
            ["average time in a trade", p.Trades == 0 ? "-" : p.AverageHoldingTime.ToString(@"d\.hh\:mm", CultureInfo.InvariantCulture)],
        ]);
        if (result.ByYear.Count > 1)
            ConsoleTable.Write(terminal.Output, terminal.Width, [("year", false), ("trades", true), ("won", true), ("lost", true), ("sum", true)],
                result.ByYear.Select(y => (string[])[Whole(y.Year), Whole(y.Trades), Whole(y.Hits), Whole(y.Losses), R(y.SumR)]));
        if (listsSetups)
            ConsoleTable.Write(terminal.Output, terminal.Width,
                [("known at (UTC)", false), ("side", false), ("order", false), ("entry", true), ("stop", true), ("target", true), ("score", true), ("filled", true), ("exit", true), ("ended (UTC)", false), ("outcome", false), ("R", true)],
                result.Pairs.Select(p => Row(p.Setup, p.Trade)));
        terminal.Output.Flush();
    }

    /// <summary>Writes JSON.</summary>
    public static void WriteJson(BacktestResult result, BacktestBars bars, Terminal terminal)
    {
        var (p, c) = (result.Performance, result.Confidence);
        terminal.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                Setup = result.Rule.Name,
                result.Rule.Strategy,
                bars.Symbol,
                Timeframe = bars.Timeframe.ToString(),
                Exchange = bars.Calendar.Exchange.Length > 0 ? bars.Calendar.Exchange : null,
                result.Bars,
                FirstBar = result.Bars == 0 ? null : Iso(bars.Bars.Time[0]),
                LastBar = result.Bars == 0 ? null : Iso(bars.Bars.Time[^1]),
                bars.Notices,
                Setups = result.Setups.Count,
                Missed = result.Count(SetupOutcome.Missed),
                Invalidated = result.Count(SetupOutcome.Invalidated),
                Expired = result.Count(SetupOutcome.Expired),
                result.Unfinished,
                p.Trades,
                p.Wins,
                p.Losses,
                p.Breakevens,
                Confidence = new { HitRate = c.Rate, SampleSize = c.Trades, c.Low, c.High },
                p.AverageR,
                ExpectancyR = p.Expectancy,
                p.ProfitFactor,
                SumR = p.ProfitLoss,
                MaxDrawdownR = p.MaxDrawdown,
                ByYear = result.ByYear.Select(y => new { y.Year, y.Trades, Wins = y.Hits, y.Losses, SumR = y.SumR }),
                List = result.Pairs.Select(x => Shown(x.Setup, x.Trade)),
            },
            Json));
        terminal.Out.Flush();
    }

    private static object Shown(SetupProgress s, TradeResult? trade) => new
    {
        At = Iso(s.Setup.At),
        Side = Lower(s.Setup.Side),
        Order = Lower(s.Setup.Order),
        s.Setup.Entry,
        s.Setup.Stop,
        s.Setup.Target,
        s.Setup.ExtendedTarget,
        s.Setup.RewardRisk,
        s.Setup.Score,
        ValidUntil = Iso(s.Setup.ValidUntil),
        s.Setup.Flags,
        s.Setup.Facts,
        Outcome = OutcomeOf(s, trade) is { } outcome ? Lower(outcome) : null,
        EnteredAt = s.EnteredAt is { } entered ? Iso(entered) : null,
        s.EntryPrice,
        ClosedAt = s.ClosedAt is { } closed ? Iso(closed) : null,
        s.ExitPrice,
        trade?.R,
    };

    private static string[] Row(SetupProgress s, TradeResult? trade) =>
    [
        BacktestBars.Time(s.Setup.At), Lower(s.Setup.Side), Lower(s.Setup.Order), Figure.Of(s.Setup.Entry), Figure.Of(s.Setup.Stop), Figure.Of(s.Setup.Target), Number(s.Setup.Score),
        s.EntryPrice is { } entry ? Figure.Of(entry) : "", s.ExitPrice is { } exit ? Figure.Of(exit) : "", s.ClosedAt is { } closed ? BacktestBars.Time(closed) : "",
        OutcomeOf(s, trade) is { } outcome ? Lower(outcome) : "unfinished", trade?.R is { } r ? Number(r) : "",
    ];

    /// <summary>What a setup came to after costs, as the measures count it.</summary>
    private static SetupOutcome? OutcomeOf(SetupProgress s, TradeResult? trade) =>
        trade is null ? s.Outcome : trade.ProfitLoss > 0 ? SetupOutcome.Win : trade.ProfitLoss < 0 ? SetupOutcome.Loss : SetupOutcome.Breakeven;

    private static string Market(BacktestBars bars) => bars.Calendar.Exchange.Length > 0 ? bars.Calendar.Exchange : "unknown exchange";

    private static string Span(BacktestBars bars) => bars.Bars.Count == 0 ? "" : $" from {BacktestBars.Time(bars.Bars.Time[0])} to {BacktestBars.Time(bars.Bars.Time[^1])} UTC";

    private static string Lower<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Iso(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string R(double? value) => value is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) + " R" : "-";
}
