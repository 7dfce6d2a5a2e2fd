using System.Diagnostics;
using System.Text.Json;
using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Benchmarks;

/// <summary>Replays every setup over a year of five-minute bars around the clock.</summary>
internal static class BacktestBench
{
    private const int BarsPerDay = 288;
    private const long FiveMinutes = 300_000;

    /// <param name="count">Number of bars.</param>
    public static void Run(int count)
    {
        var bars = Weekdays(count);
        var options = new BacktestOptions { Setups = new SetupOptions { Point = 1 } };
        foreach (var rule in SetupRules.All.Values)
        {
            var calendar = ExchangeCalendar.For(rule.Name == "orb" ? "NYSE" : "XETRA")!;
            var clock = Stopwatch.StartNew();
            Backtest.Run(rule, bars, Timeframe.M5, calendar, options);
            var first = clock.Elapsed.TotalMilliseconds;
            var times = new double[5];
            var result = default(BacktestResult)!;
            var allocated = GC.GetTotalAllocatedBytes();
            for (var i = 0; i < times.Length; i++)
            {
                clock.Restart();
                result = Backtest.Run(rule, bars, Timeframe.M5, calendar, options);
                times[i] = clock.Elapsed.TotalMilliseconds;
            }
            Array.Sort(times);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                rule.Name, bars = bars.Count, setups = result.Setups.Count, first_ms = Math.Round(first), median_ms = Math.Round(times[2]), worst_ms = Math.Round(times[4]),
                mb = (GC.GetTotalAllocatedBytes() - allocated) / times.Length >> 20,
            }));
        }
    }

    private static BarSeries Weekdays(int count)
    {
        var random = new Random(1);
        var bars = new List<Bar>(count);
        var price = 20_000.0;
        var time = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 0; bars.Count < count; i++, time += FiveMinutes)
        {
            if (i / BarsPerDay % 7 > 4) continue;
            double open = price, high = open, low = open;
            for (var k = 0; k < 6; k++)
            {
                price += (random.NextDouble() - 0.5) * 12;
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }
            bars.Add(new Bar(time, open, high, low, price, random.Next(50, 300)));
        }
        return BarSeries.From(bars);
    }
}
