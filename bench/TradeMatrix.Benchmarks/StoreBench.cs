using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web;

namespace TradeMatrix.Benchmarks;

/// <summary>Reads the last bars of a symbol with a million of them, and pages of a list of a million snapshots.</summary>
internal static class StoreBench
{
    private const int Million = 1_000_000, Reads = 500;

    /// <param name="settings">Where the database is; it must be empty or of an earlier run.</param>
    public static async Task RunAsync(ServiceSettings settings)
    {
        var app = ChartServer.Build(settings with { Url = new Uri("http://127.0.0.1:0") });
        new Migrator(app.Services.GetRequiredService<Database>()).Migrate();
        await app.Services.PrepareAsync(default);
        var (symbols, bars, database) = (app.Services.GetRequiredService<SymbolStore>(), app.Services.GetRequiredService<BarStore>(), app.Services.GetRequiredService<Database>());
        var symbol = await symbols.OwnAsync(Caller.Local, "DAX", default);

        var clock = Stopwatch.StartNew();
        var written = await bars.WriteAsync(Caller.Local, symbol, Timeframe.M1, Minutes(), "import", default);
        Print("write bars", new { written.Inserted, written.Unchanged, seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) });
        var head = (await bars.SeriesAsync(Caller.Local, symbol.Id, default))[0];
        foreach (var count in (int[])[300, 1000, 5000])
            await MeasureAsync($"last {count} of {head.Count} bars", async _ => await bars.LastAsync(Caller.Local, head, count, long.MaxValue, default));

        clock.Restart();
        await FillAsync(database, symbol.Id);
        Print("snapshots", new { seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) });
        await app.StartAsync();
        var key = await app.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(Caller.Local.UserId!.Value, "bench"), default);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), DefaultRequestHeaders = { { "x-api-key", key.Text } } };
        foreach (var (name, query) in ((string, string)[])[("all", ""), ("symbol", "symbol=DAX"), ("symbol, timeframe", "symbol=DAX&timeframe=1h"), ("agent", "agent=MorningPlanner"), ("a day", "from=2026-10-01&to=2026-10-02")])
        {
            var cursor = "";
            await MeasureAsync($"list of snapshots by {name}", async i =>
            {
                // Every fourth page begins anew, so that near and far ones are asked for.
                var page = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/charts/snapshots?{query}{(i % 4 == 0 || cursor.Length == 0 ? "" : "&cursor=" + cursor)}")).RootElement;
                if (page.GetProperty("next_cursor").GetString() is { } next) cursor = next;
            });
        }
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task MeasureAsync(string what, Func<int, Task> work)
    {
        // The just-in-time compiler is done after some hundred calls.
        for (var i = 0; i < 500; i++) await work(i);
        var times = new double[Reads];
        for (var i = 0; i < Reads; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await work(i);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(times);
        Print(what, new { p50_ms = Math.Round(times[Reads / 2], 2), p99_ms = Math.Round(times[Reads * 99 / 100], 2) });
    }

    private static void Print(string what, object figures) => Console.WriteLine(JsonSerializer.Serialize(new { what, figures }));

    private static BarSeries Minutes()
    {
        var (bars, price, random) = (new Bar[Million], 18_000.0, new Random(1));
        for (var i = 0; i < Million; i++)
        {
            var open = price;
            price = Math.Round(price + ((random.NextDouble() - 0.5) * 10), 2);
            bars[i] = new Bar(1_700_000_040_000 + (i * 60_000L), open, Math.Max(open, price) + 1, Math.Min(open, price) - 1, price, random.Next(1000));
        }
        return BarSeries.From(bars);
    }

    private static Task FillAsync(Database database, Guid symbol) => database.WriteAsync(Caller.Service, async db =>
    {
        db.Database.SetCommandTimeout(600);
        var user = Caller.Local.UserId!.Value;
        var missing = Million - await db.Snapshots.CountAsync();
        if (missing <= 0) return;
        if (database.IsPostgres)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO chart_snapshots (symbol_id, user_id, chart_url, timeframe, created_by_agent, storage_key, created_at, expires_at)
                SELECT {symbol}, {user}, '/snapshots/' || n || '.png', (ARRAY['15m','1h','1D'])[1 + n % 3], (ARRAY['ChartWatcher','MorningPlanner','JournalBot'])[1 + n % 7 % 3],
                    md5(n::text), timestamptz '2026-11-20' - n * interval '5 seconds', timestamptz '2036-01-01'
                FROM generate_series(1, {missing}) n
                """);
        else
            await db.Database.ExecuteSqlAsync($"""
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {missing})
                INSERT INTO chart_snapshots (id, symbol_id, user_id, chart_url, timeframe, created_by_agent, storage_key, created_at, expires_at)
                SELECT upper(printf('%08x-0000-4000-8000-%012x', n, n)), {symbol}, {user}, '/snapshots/' || n || '.png', CASE n % 3 WHEN 0 THEN '15m' WHEN 1 THEN '1h' ELSE '1D' END,
                    CASE n % 7 % 3 WHEN 0 THEN 'ChartWatcher' WHEN 1 THEN 'MorningPlanner' ELSE 'JournalBot' END, hex(n),
                    strftime('%Y-%m-%d %H:%M:%S', '2026-11-20', '-' || (n * 5) || ' seconds'), '2036-01-01 00:00:00'
                FROM numbers
                """);
    }, default);
}
