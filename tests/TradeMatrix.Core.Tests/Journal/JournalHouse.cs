using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Tests.Journal;

/// <summary>Bars and trades for tests of the journal.</summary>
internal static class JournalHouse
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Gives a user bars of 15 minutes in XETRA's hours, and daily bars, up to 2026-03-02.</summary>
    public static async Task GiveMarketAsync(this TestService service, Caller caller, string symbol, double level = 19_500)
    {
        var own = await service.Symbols.OwnAsync(caller, symbol, Cancel);
        var (quarters, days) = (new List<Bar>(), new List<Bar>());
        var step = 0;
        for (var day = new DateOnly(2025, 8, 1); day <= new DateOnly(2026, 3, 2); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            var open = day.ToDateTime(new TimeOnly(8, 0), DateTimeKind.Utc);
            var bars = new List<Bar>();
            for (var i = 0; i < 34; i++, step++)
            {
                double At(int s) => level * (1 + (0.01 * Math.Sin(s / 300.0)) + (0.003 * Math.Sin(s / 17.0)) + (0.0005 * Math.Sin(s * 1.7)));
                var (from, to) = (Math.Round(At(step), 1), Math.Round(At(step + 1), 1));
                bars.Add(new Bar(new DateTimeOffset(open.AddMinutes(15 * i)).ToUnixTimeMilliseconds(), from, Math.Max(from, to) + 8, Math.Min(from, to) - 8, to, 100 + (step % 50)));
            }
            if (day >= new DateOnly(2026, 1, 5)) quarters.AddRange(bars);
            days.Add(new Bar(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).ToUnixTimeMilliseconds(), bars[0].Open, bars.Max(b => b.High), bars.Min(b => b.Low), bars[^1].Close, bars.Sum(b => b.Volume)));
        }
        await service.Bars.WriteAsync(caller, own, Timeframe.M15, BarSeries.From(quarters), "import", Cancel);
        await service.Bars.WriteAsync(caller, own, Timeframe.D1, BarSeries.From(days), "import", Cancel);
        service.Loader.Forget(own.Id);
    }

    /// <summary>A long trade of the DAX on 2026-02-24, closed at a profit of 100 unless the edit says otherwise.</summary>
    public static Task<Trade> TradeAsync(this TestService service, Caller caller, TradeEdit? edit = null) => service.Trades.AddAsync(caller, (edit ?? new TradeEdit()) is var e ? e with
    {
        Symbol = e.Symbol ?? "DAX", Side = e.Side ?? "long", EntryPrice = e.EntryPrice ?? 19_500, ExitPrice = e.ExitPrice ?? 19_600, PositionSize = e.PositionSize ?? 1, StopLoss = e.StopLoss ?? 19_450, TakeProfit = e.TakeProfit,
        EntryTime = e.EntryTime ?? new DateTime(2026, 2, 24, 9, 20, 0, DateTimeKind.Utc), ExitTime = e.ExitTime ?? new DateTime(2026, 2, 24, 13, 5, 0, DateTimeKind.Utc), Currency = "EUR",
    } : null!, Cancel);
}
