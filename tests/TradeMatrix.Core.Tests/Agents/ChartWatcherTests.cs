using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Core.Tests.Feeds;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class ChartWatcherTests(Servers servers)
{
    private const string Watch = "chart_watcher.analyze_all_symbols";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Each_users_symbols_are_read_drawn_and_kept_for_that_user(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.GiveBarsAsync(TestService.Bob, "NDX");

        var run = await service.CallAsync(Watch);

        Assert.Equal((TaskState.Succeeded, 2, 2, 4), (run.State, run.Count("symbols_analyzed"), run.Count("analyses_created"), run.Count("without_bars")));
        var analysis = Assert.Single(await ListAsync(service, TestService.Ann));
        Assert.Equal(("DAX", "1D", new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc)), (analysis.Symbol.Symbol, analysis.Timeframe, analysis.AsOf));
        Assert.InRange(analysis.ConfidenceScore, 0, 1);
        Assert.StartsWith("1D at 2026-03-02: close", analysis.AnalysisSummary, StringComparison.Ordinal);
        var picture = await service.Snapshots.OpenAsync(analysis.SnapshotId!.Value, Cancel);
        Assert.NotNull(picture!.Bytes);
        Assert.Equal(TestService.Ann.UserId, (await service.Snapshots.NewestAsync(Caller.Service, s => s.Id == analysis.SnapshotId, Cancel))!.UserId);
        Assert.Equal("NDX", Assert.Single(await ListAsync(service, TestService.Bob)).Symbol.Symbol);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Where_no_bar_has_closed_there_is_nothing_to_do(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var dax = await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.CallAsync(Watch);

        var again = await service.CallAsync(Watch);
        Assert.Equal((0, 1), (again.Count("analyses_created"), again.Count("unchanged")));

        // The bar of a day that is still going on says nothing yet.
        await service.Bars.WriteAsync(TestService.Ann, dax, Timeframe.D1, BarSeries.From([new Bar(At("2026-03-03T00:00"), 100, 120, 90, 110, 5)]), "import", Cancel);
        service.Loader.Forget(dax.Id);
        Assert.Equal(0, (await service.CallAsync(Watch)).Count("analyses_created"));

        service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await service.CallAsync(Watch)).Count("analyses_created"));
        Assert.Equal(2, (await ListAsync(service, TestService.Ann)).Count);
    }

    [Fact]
    public async Task A_symbol_that_fails_is_reported_and_does_not_hold_up_the_others()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.GiveBarsAsync(TestService.Ann, "NDX");
        await service.Database.WriteAsync(Caller.Service, db => db.Symbols.Where(s => s.UserId == TestService.Ann.UserId && s.Symbol == "DAX").ExecuteUpdateAsync(u => u.SetProperty(s => s.ChartConfig, """{"width":1}"""), Cancel), Cancel);

        var run = await service.CallAsync(Watch);

        Assert.Equal((TaskState.Failed, 1, 1), (run.State, run.Count("analyses_created"), run.Count("failed")));
        Assert.StartsWith("DAX: width: 1 must be", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_run_that_was_killed_after_its_picture_makes_no_second_one(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.CallAsync(Watch);
        var first = Assert.Single(await ListAsync(service, TestService.Ann));
        // As if the process had ended between the picture and the row.
        await service.Database.WriteAsync(Caller.Service, db => db.Analyses.ExecuteDeleteAsync(Cancel), Cancel);
        // A picture of later would be another.
        service.Clock.Advance(TimeSpan.FromMinutes(30));

        await service.CallAsync(Watch);

        Assert.Equal(first.SnapshotId, Assert.Single(await ListAsync(service, TestService.Ann)).SnapshotId);
        Assert.Equal(1, await service.Database.ReadAsync(Caller.Service, db => db.Snapshots.CountAsync(Cancel), Cancel));
    }

    [Fact]
    public async Task Only_the_named_symbols_are_looked_at_by_any_of_their_names()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.GiveBarsAsync(TestService.Ann, "NDX");
        Assert.Equal(1, (await service.CallAsync(Watch, "^GDAXI")).Count("analyses_created"));
        Assert.Equal("DAX", Assert.Single(await ListAsync(service, TestService.Ann)).Symbol.Symbol);
        var unknown = await service.CallAsync(Watch, "NOPE");
        Assert.Equal((TaskState.Failed, 1), (unknown.State, unknown.Attempts));
        Assert.StartsWith("symbol: 'NOPE' must be enabled and have bars", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_symbol_is_left_alone_and_the_person_of_an_embedded_installation_sees_the_catalogue()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.Symbols.UpdateAsync(TestService.Ann, "DAX", new SymbolEdit { Active = false }, Cancel);
        var dow = await service.Symbols.GetAsync(Caller.Service, "DJI", Cancel);
        await service.Bars.WriteAsync(Caller.Service, dow, Timeframe.D1, TestService.Days(300), "import", Cancel);

        Assert.Equal(1, (await service.CallAsync(Watch)).Count("analyses_created"));
        Assert.Equal("DJI", Assert.Single(await ListAsync(service, Caller.Local)).Symbol.Symbol);
    }

    [Fact]
    public async Task Each_picture_has_one_line_in_the_log()
    {
        using var folder = new FolderUnderTest();
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, configure: s => s.AddLogging(l => l.AddProvider(folder.Log)));
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.CallAsync(Watch);
        await folder.Log.NextAsync("ChartWatcher analyzed DAX D1: 1D at 2026-03-02", Cancel);
    }

    [Fact]
    public async Task An_outage_is_tried_again_and_not_taken_for_a_symbols_failure()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, configure: s => s.AddSingleton<IBlobStore, FailingOnce>());
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var run = await service.CallAsync(Watch);
        Assert.Equal((TaskState.Succeeded, 1), (run.State, run.Count("analyses_created")));
    }

    private static async Task<IReadOnlyList<ChartAnalysis>> ListAsync(TestService service, Caller caller) => (await service.Services.GetRequiredService<AnalysisStore>().ListAsync(caller, null, null, 100, null, Cancel)).Rows;

    private static long At(string time) => DateTimeOffset.Parse(time + "Z").ToUnixTimeMilliseconds();

    /// <summary>A store whose first write meets a database that is away.</summary>
    private sealed class FailingOnce : IBlobStore
    {
        private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
        private int _puts;

        public Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
        {
            if (_puts++ == 0) throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5);
            _blobs[key] = bytes.ToArray();
            return Task.CompletedTask;
        }

        public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_blobs.GetValueOrDefault(key));

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_blobs.ContainsKey(key));

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;

        public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
