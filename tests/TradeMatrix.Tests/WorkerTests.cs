using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Tests;

public sealed class WorkerTests(Servers servers)
{
    private const int Symbols = 200;

    private static readonly Caller Ann = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-000000000001"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_workers_one_is_killed_in_the_middle_of_200_symbols_and_all_are_done_once()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres);
        await using var services = new ServiceCollection().AddLogging().AddChartService(test.Settings with { Feeds = [] }).BuildServiceProvider();
        await services.PrepareAsync(Cancel);
        for (var i = 0; i < Symbols; i++) await GiveAsync(services, $"S{i:000}", i);

        using var first = WorkerProcess.Start(test.Settings);
        using var second = WorkerProcess.Start(test.Settings);
        await Task.WhenAll(first.SeeAsync("TradeMatrix runs as worker", 1, Cancel), second.SeeAsync("TradeMatrix runs as worker", 1, Cancel));
        var run = await services.GetRequiredService<TaskQueue>().CallAsync("chart_watcher.analyze_all_symbols", [], "command", Cancel);
        await Task.WhenAll(first.SeeAsync("ChartWatcher analyzed", 20, Cancel), second.SeeAsync("ChartWatcher analyzed", 1, Cancel));
        first.Kill();
        await second.SeeAsync("chart_watcher.analyze_all_symbols was done", 1, Cancel);

        var done = (await services.GetRequiredService<TaskRuns>().FindAsync(run.Id, Cancel))!;
        Assert.Equal(TaskState.Succeeded, done.State);
        // What the killed worker had kept before is not made again.
        var result = JsonNode.Parse(done.Result!)!;
        Assert.Equal(Symbols, (int)result["symbols_analyzed"]!);
        var parts = await test.Database.ReadAsync(Caller.Service, db => db.TaskRuns.Where(r => r.ParentId == run.Id).ToListAsync(Cancel), Cancel);
        Assert.Contains(parts, p => p.Attempts == 2);
        Assert.Equal(2, parts.Select(p => p.Worker).Distinct().Count());
        var symbols = await test.Database.ReadAsync(Caller.Service, db => db.Analyses.Select(a => a.SymbolId).ToListAsync(Cancel), Cancel);
        Assert.Equal((Symbols, Symbols), (symbols.Count, symbols.Distinct().Count()));
        var snapshots = await test.Database.ReadAsync(Caller.Service, db => db.Snapshots.Select(s => new { s.Id, s.SymbolId, s.UserId }).ToListAsync(Cancel), Cancel);
        Assert.Equal((Symbols, Symbols), (snapshots.Count, snapshots.Select(s => s.SymbolId).Distinct().Count()));
        Assert.All(snapshots, s => Assert.Equal(Ann.UserId, s.UserId));
        Assert.Equal(0, await test.Database.ReadAsync(Caller.Service, db => db.Analyses.CountAsync(a => !db.Snapshots.Any(s => s.Id == a.SnapshotId), Cancel), Cancel));
    }

    private static async Task GiveAsync(IServiceProvider services, string name, int seed)
    {
        var store = services.GetRequiredService<SymbolStore>();
        await store.AddAsync(Ann, name, new SymbolEdit(), Cancel);
        var symbol = await store.ConfigureAsync(Ann, name, """{"timeframes":["1D"],"width":400,"height":300}""", Cancel);
        var bars = new List<Bar>();
        for (var (day, price) = (new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 100.0); bars.Count < 260; day = day.AddDays(1))
        {
            var next = price + Math.Sin((bars.Count + seed) / 9.0);
            bars.Add(new Bar(day.ToUnixTimeMilliseconds(), price, Math.Max(price, next) + 0.5, Math.Min(price, next) - 0.5, next, 1000));
            price = next;
        }
        await services.GetRequiredService<BarStore>().WriteAsync(Ann, symbol, Timeframe.D1, BarSeries.From(bars), "import", Cancel);
    }
}
