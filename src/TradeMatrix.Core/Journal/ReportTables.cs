using System.Globalization;
using NodaTime;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Core.Reports;

namespace TradeMatrix.Core.Journal;

/// <summary>Tables of trades, of weekdays and of setups for reports.</summary>
internal static class ReportTables
{
    private const int MostTradesOfDay = 20, MostTrades = 100;

    /// <summary>Trades that closed, then those still open.</summary>
    public static ReportSection Trades(IReadOnlyList<Trade> closed, IReadOnlyList<Trade> open, ReportPeriod period, DateTimeZone zone)
    {
        var isDay = period.First == period.Last;
        var most = isDay ? MostTradesOfDay : MostTrades;
        var all = closed.Select(t => (Trade: t, IsOpen: false)).Concat(open.Select(t => (Trade: t, IsOpen: true))).ToList();
        var table = new ReportTable(
            [new(isDay ? "Closed" : "Day"), new("Symbol"), new("Side"), new("Size", true), new("Entry", true), new("Exit", true), new("R", true), new("P&L", true)],
            [.. all.Take(most).Select(row => Row(row.Trade, row.IsOpen))]);
        return new ReportSection("Trade Details", all.Count > most ? [table, new ReportText($"And {all.Count - most} more.", ReportTone.Muted)] : [table]);

        IReadOnlyList<ReportCell> Row(Trade trade, bool isOpen)
        {
            var time = Instant.FromDateTimeUtc(isOpen ? trade.EntryTime : trade.ExitTime!.Value).InZone(zone).ToDateTimeUnspecified();
            return
            [
                isOpen ? $"since {time:yyyy-MM-dd}" : isDay ? $"{time:HH:mm}" : $"{time:yyyy-MM-dd}", trade.Symbol, trade.Side, Number(trade.PositionSize), Number(trade.EntryPrice), isOpen ? "Open" : Number(trade.ExitPrice!.Value),
                isOpen || trade.RMultiple is null ? "–" : new ReportCell(trade.RMultiple.Value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture), ToneOf((double)trade.RMultiple)),
                isOpen ? "–" : new ReportCell(TradeInsights.Money((double)trade.Pnl!.Value, trade.Currency ?? ""), ToneOf((double)trade.Pnl)),
            ];
        }
    }

    /// <summary>By setup, and by weekday where several days count.</summary>
    public static IEnumerable<ReportSection> Groups(Performance performance, string currency, bool withWeekdays)
    {
        var of = currency.Length > 0 ? $" ({currency})" : "";
        if (performance.Trades == 0) yield break;
        if (withWeekdays) yield return Section("By Weekday" + of, "Weekday", performance.ByWeekday);
        yield return Section("By Setup" + of, "Setup", performance.BySetup);

        ReportSection Section(string title, string head, IReadOnlyList<TradeGroup> groups) => new(title,
        [
            new ReportTable(
                [new(head), new("Trades", true), new("Wins", true), new("Losses", true), new("Win rate", true), new("Average R", true), new("P&L", true)],
                [.. groups.Select(g => (IReadOnlyList<ReportCell>)
                [
                    g.Name.Length > 0 ? g.Name : "none", $"{g.Trades}", $"{g.Wins}", $"{g.Losses}", g.WinRate is { } rate ? (rate * 100).ToString("0.0' %'", CultureInfo.InvariantCulture) : "–",
                    g.AverageR is { } r ? new ReportCell(r.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture), ToneOf(r)) : "–", new ReportCell(TradeInsights.Money(g.ProfitLoss, currency), ToneOf(g.ProfitLoss)),
                ])]),
        ]);
    }

    /// <summary>Green for what was earned, red for what was lost.</summary>
    public static ReportTone ToneOf(double value) => value > 0 ? ReportTone.Profit : value < 0 ? ReportTone.Risk : ReportTone.Plain;

    private static string Number(decimal value) => value.ToString("#,##0.########", CultureInfo.InvariantCulture);
}
