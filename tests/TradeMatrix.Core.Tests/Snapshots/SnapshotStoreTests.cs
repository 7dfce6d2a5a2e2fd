using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Snapshots;

public sealed class SnapshotStoreTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Equal_pictures_share_their_bytes_until_the_last_goes(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var (one, two) = (await SaveAsync(service, TestService.Ann, "x"), await SaveAsync(service, TestService.Bob, "x"));
        Assert.NotEqual(one.Id, two.Id);
        Assert.Equal(one.StorageKey, two.StorageKey);
        Assert.Single(await BlobsAsync(service));

        await service.Snapshots.DeleteAsync(TestService.Ann, one.Id, Cancel);
        Assert.Null(await service.Snapshots.OpenAsync(one.Id, Cancel));
        Assert.NotNull((await service.Snapshots.OpenAsync(two.Id, Cancel))!.Bytes);
        await service.Snapshots.DeleteAsync(TestService.Bob, two.Id, Cancel);
        Assert.Empty(await BlobsAsync(service));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Nobody_deletes_or_lists_anothers(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var anns = await SaveAsync(service, TestService.Ann, "x");
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => service.Snapshots.DeleteAsync(TestService.Bob, anns.Id, Cancel))).Code);
        var page = await service.Snapshots.ListAsync(TestService.Bob, new SnapshotFilter(), Cancel);
        Assert.Equal((0, 0), (page.Snapshots.Count, page.Total));
        Assert.Null(await service.Snapshots.NewestAsync(TestService.Bob, s => s.Id == anns.Id, Cancel));
        Assert.NotNull((await service.Snapshots.OpenAsync(anns.Id, Cancel))!.Bytes);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_has_expired_goes_with_its_bytes_and_is_remembered(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var (old, pinned) = (await SaveAsync(service, TestService.Ann, "old"), await SaveAsync(service, TestService.Ann, "pinned"));
        await service.Database.WriteAsync(Caller.Service, db => db.Snapshots.Where(s => s.Id == pinned.Id).ExecuteUpdateAsync(u => u.SetProperty(s => s.Pinned, true), Cancel), Cancel);
        service.Clock.Advance(TimeSpan.FromDays(30));
        var young = await SaveAsync(service, TestService.Ann, "young");
        service.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Null((await service.Snapshots.OpenAsync(old.Id, Cancel))!.Bytes);
        var page = await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel);
        Assert.Equal([young.Id, pinned.Id], page.Snapshots.Select(s => s.Id));
        Assert.Equal(2, page.Total);

        Assert.Equal(new CleanupResult(1, 0, 1), await service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Equal(new CleanupResult(0, 0, 0), await service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Equal(old.ExpiresAt, (await service.Snapshots.OpenAsync(old.Id, Cancel))!.ExpiresAt);
        Assert.NotNull((await service.Snapshots.OpenAsync(young.Id, Cancel))!.Bytes);
        Assert.NotNull((await service.Snapshots.OpenAsync(pinned.Id, Cancel))!.Bytes);
        Assert.Equal(2, (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Total);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Clean_up_heals_both_sides(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var kept = new List<ChartSnapshot>();
        for (var i = 0; i < 20; i++) kept.Add(await SaveAsync(service, TestService.Ann, $"kept {i}"));
        var lost = new[] { await SaveAsync(service, TestService.Ann, "lost 1"), await SaveAsync(service, TestService.Ann, "lost 2") };
        foreach (var snapshot in lost) await service.Blobs.DeleteAsync(snapshot.StorageKey!, Cancel);
        for (var i = 0; i < 5; i++) await service.Blobs.PutAsync(BlobKey.For([(byte)i], "png"), new[] { (byte)i }, "image/png", Cancel);

        Assert.Equal(new CleanupResult(0, 2, 5), await service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Equal(20, (await BlobsAsync(service)).Count);
        foreach (var snapshot in kept) Assert.NotNull((await service.Snapshots.OpenAsync(snapshot.Id, Cancel))!.Bytes);
        foreach (var snapshot in lost) Assert.Null(await service.Snapshots.OpenAsync(snapshot.Id, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Pictures_that_are_elsewhere_cost_no_snapshot(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        for (var i = 0; i < 10; i++) await SaveAsync(service, TestService.Ann, $"{i}");
        foreach (var key in await BlobsAsync(service)) await service.Blobs.DeleteAsync(key, Cancel);

        var refused = await Assert.ThrowsAsync<ServiceException>(() => service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains("of 10 pictures in the database 10 are missing, and 0 are there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Snapshots.Count);

        Assert.Equal(new CleanupResult(0, 10, 0), await service.Snapshots.CleanupAsync(force: true, Cancel));
        Assert.Empty((await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Snapshots);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_database_of_another_time_costs_no_picture(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        for (var i = 0; i < 10; i++) await SaveAsync(service, TestService.Ann, $"{i}");
        await service.Database.WriteAsync(Caller.Service, db => db.Snapshots.OrderBy(s => s.Id).Take(8).ExecuteDeleteAsync(Cancel), Cancel);

        var refused = await Assert.ThrowsAsync<ServiceException>(() => service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains("of 2 pictures in the database 0 are missing, and 8 are there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, (await BlobsAsync(service)).Count);

        Assert.Equal(new CleanupResult(0, 0, 8), await service.Snapshots.CleanupAsync(force: true, Cancel));
        Assert.Equal(2, (await BlobsAsync(service)).Count);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Any_number_expires_at_once_also_when_a_crash_came_between_bytes_and_rows(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        for (var i = 0; i < 40; i++) await SaveAsync(service, TestService.Ann, $"{i}");
        foreach (var key in (await BlobsAsync(service)).Take(15)) await service.Blobs.DeleteAsync(key, Cancel);
        service.Clock.Advance(TimeSpan.FromDays(60));

        Assert.Equal(new CleanupResult(40, 0, 25), await service.Snapshots.CleanupAsync(force: false, Cancel));
        Assert.Empty(await BlobsAsync(service));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_removed_symbol_takes_the_bytes_of_its_snapshots_along(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.Symbols.AddAsync(TestService.Ann, "MINE", new Core.Symbols.SymbolEdit(), Cancel);
        var shared = await SaveAsync(service, TestService.Ann, "shared");
        foreach (var content in (string[])["shared", "one", "two"]) await SaveAsync(service, TestService.Ann, content, symbol: "MINE");

        await service.Symbols.DeleteAsync(TestService.Ann, "MINE", Cancel);

        Assert.Equal([shared.StorageKey!], await BlobsAsync(service));
        Assert.Equal(shared.Id, Assert.Single((await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Snapshots).Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Clean_up_beside_savers_and_deleters_loses_nothing(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var saved = new System.Collections.Concurrent.ConcurrentBag<ChartSnapshot>();
        // Few contents, so that the same bytes are wanted and dropped at once.
        var work = Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (worker == 0) await service.Snapshots.CleanupAsync(force: false, Cancel);
                var snapshot = await SaveAsync(service, TestService.Ann, $"content {i % 3}");
                if ((i + worker) % 2 == 0) await service.Snapshots.DeleteAsync(TestService.Ann, snapshot.Id, Cancel);
                else saved.Add(snapshot);
            }
        }));
        await Task.WhenAll(work);
        foreach (var snapshot in saved) Assert.NotNull((await service.Snapshots.OpenAsync(snapshot.Id, Cancel))!.Bytes);
        Assert.Equal(saved.Select(s => s.StorageKey).Distinct().Order(StringComparer.Ordinal), await BlobsAsync(service));
        Assert.Equal(saved.Count, (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Total);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Pages_follow_each_other_without_gap_or_repetition(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var all = new List<ChartSnapshot>();
        for (var i = 0; i < 25; i++)
        {
            all.Add(await SaveAsync(service, TestService.Ann, $"{i}", agent: i % 2 == 0 ? "ChartWatcher" : "JournalBot", timeframe: i % 5 == 0 ? "1h" : "1D"));
            if (i % 3 == 0) service.Clock.Advance(TimeSpan.FromSeconds(1)); // several of one time
        }
        var expected = all.OrderByDescending(s => s.CreatedAt).Select(s => s.CreatedAt).ToList();
        var seen = new List<ChartSnapshot>();
        PageCursor? cursor = null;
        do
        {
            var page = await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter { Limit = 4, After = cursor }, Cancel);
            Assert.Equal(25, page.Total);
            seen.AddRange(page.Snapshots);
            cursor = page.Next is { } next ? PageCursor.TryParse(next.ToString()) : null;
        }
        while (cursor is not null);
        Assert.Equal(25, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(expected, seen.Select(s => s.CreatedAt));

        Assert.Equal(13, (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter { Agent = "ChartWatcher" }, Cancel)).Total);
        Assert.Equal(3, (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter { Agent = "ChartWatcher", Timeframe = "1h" }, Cancel)).Snapshots.Count);
        var from = all[12].CreatedAt;
        Assert.Equal(all.Count(s => s.CreatedAt >= from), (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter { From = from }, Cancel)).Total);
    }

    private static async Task<ChartSnapshot> SaveAsync(TestService service, Caller owner, string content, string agent = "manual", string timeframe = "1D", string symbol = "DAX") =>
        await service.Snapshots.SaveAsync(owner, new SnapshotDraft
        {
            SymbolId = (await service.Symbols.GetAsync(owner, symbol, Cancel)).Id, Timeframe = timeframe, Agent = agent, Provider = "embedded", Bytes = System.Text.Encoding.UTF8.GetBytes(content), Format = "png",
            RequestHash = content, CacheKey = content, Metadata = new JsonObject(),
        }, Cancel);

    private static async Task<List<string>> BlobsAsync(TestService service)
    {
        var keys = new List<string>();
        await foreach (var blob in service.Blobs.ListAsync(Cancel)) keys.Add(blob.Key);
        return keys;
    }
}
