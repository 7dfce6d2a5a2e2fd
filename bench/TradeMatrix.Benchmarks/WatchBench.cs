using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Web;

namespace TradeMatrix.Benchmarks;

/// <summary>ChartWatcher over many symbols in three timeframes: from the call to the last row and picture, and again as bars close.</summary>
internal static class WatchBench
{
    private const int Rounds = 4;

    private static readonly Caller Owner = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-000000000001"));

    /// <param name="settings">Where the database is; it must be empty.</param>
    /// <param name="symbols">How many symbols.</param>
    /// <param name="count">Bars of 15 minutes of each.</param>
    public static async Task RunAsync(ServiceSettings settings, int symbols, int count)
    {
        using var host = ChartServer.BuildHost(settings with { Roles = [ServiceRole.Worker], Feeds = [] }, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new BenchClock());
            builder.Logging.ClearProviders();
        });
        var services = host.Services;
        new Migrator(services.GetRequiredService<Database>()).Migrate();
        await services.PrepareAsync(default);
        var (store, bars) = (services.GetRequiredService<SymbolStore>(), services.GetRequiredService<BarStore>());
        var rows = new List<MarketSymbol>();
        var seeding = Stopwatch.StartNew();
        for (var i = 0; i < symbols; i++)
        {
            var symbol = await store.AddAsync(Owner, $"W{i:0000}", new SymbolEdit(), default);
            await bars.WriteAsync(Owner, symbol, Timeframe.M15, Walk(i, count), "import", default);
            rows.Add(symbol);
        }
        Print("seeded", new { symbols, bars = symbols * count, seconds = Math.Round(seeding.Elapsed.TotalSeconds, 1) });
        await host.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var run = await services.GetRequiredService<TaskQueue>().CallAsync("chart_watcher.analyze_all_symbols", [], "command", default);
            while (!(run = (await services.GetRequiredService<TaskRuns>().FindAsync(run.Id, default))!).IsFinished) await Task.Delay(100);
            Print($"round {round}", new { seconds = Math.Round(watch.Elapsed.TotalSeconds, 1), run.State, rss_mb = Process.GetCurrentProcess().WorkingSet64 >> 20, result = JsonDocument.Parse(run.Result!).RootElement });
            // One more bar of each symbol closes.
            for (var i = 0; i < symbols; i++) await bars.WriteAsync(Owner, rows[i], Timeframe.M15, Walk(i, count + round + 1), "import", default);
        }
        await host.StopAsync();
    }

    private static void Print(string what, object figures) => Console.WriteLine(JsonSerializer.Serialize(new { what, figures }));

    private static BarSeries Walk(int seed, int count)
    {
        var (random, price, bars) = (new Random(seed), 100.0, new Bar[count]);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price = Math.Round(Math.Max(5, price + ((random.NextDouble() - 0.5) * 0.4)), 2);
            bars[i] = new Bar(BenchClock.Start.ToUnixTimeMilliseconds() + (i * 900_000L), open, Math.Max(open, price) + 0.05, Math.Min(open, price) - 0.05, price, random.Next(1000, 9000));
        }
        BenchClock.End = Math.Max(BenchClock.End, bars[^1].Time + 900_000);
        return BarSeries.From(bars);
    }

    /// <summary>Stands at the close of the last bar.</summary>
    private sealed class BenchClock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public static long End;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(End, Start.ToUnixTimeMilliseconds()) + 1000);
    }
}
