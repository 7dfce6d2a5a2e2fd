using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Testing;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Core.Tests.Charts;

/// <summary>The chart service with chart-img.com as its provider, played by a local server.</summary>
public sealed class UpstreamFallbackTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ChartRequest Request => new() { Symbol = "DAX", Timeframe = Timeframe.D1, Agent = "ChartWatcher", Overrides = new JsonObject { ["width"] = 800, ["height"] = 600 } };

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task One_call_is_sent_counted_and_kept(DatabaseKind kind)
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, kind);
        var first = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        var second = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);

        Assert.Equal(("chart-img", false, 999), (first.Picture.Provider, first.WasCached, first.RemainingRequests!.Value));
        Assert.Equal((true, 999, first.Snapshot!.Id), (second.WasCached, second.RemainingRequests!.Value, second.Snapshot!.Id));
        Assert.Equal(("chart-img", "TVC:DAX"), (first.Snapshot.Provider, (string?)JsonNode.Parse(first.Snapshot.Metadata)!["spec"]!["symbol"]));
        Assert.Single(upstream.Calls);
    }

    [Fact]
    public async Task A_failure_is_answered_by_the_newest_snapshot_of_the_same_chart()
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, DatabaseKind.Sqlite);
        var kept = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        upstream.Fail(ChartImgFault.InvalidSymbol, ChartImgFault.InvalidSymbol);
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request with { ForceRefresh = true }, Cancel);
        Assert.Equal(kept.Snapshot!.Id, answer.Snapshot!.Id);
        Assert.Equal(kept.Picture.Bytes, answer.Picture.Bytes);
        Assert.StartsWith("chart-img: Invalid Symbol; answered with the snapshot of ", Assert.Single(answer.Notices), StringComparison.Ordinal);

        // Another user's snapshot serves nobody else.
        var e = await Assert.ThrowsAsync<ServiceException>(() => service.Charts.GenerateAsync(TestService.Bob, Request with { ForceRefresh = true }, Cancel));
        Assert.Equal(ErrorCode.ApiError, e.Code);
    }

    [Fact]
    public async Task A_failure_without_a_snapshot_is_drawn_by_our_own_engine()
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        upstream.Fail(ChartImgFault.InvalidSymbol);
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        Assert.Equal(("embedded", "embedded"), (answer.Picture.Provider, answer.Snapshot!.Provider));
        Assert.Equal("chart-img: Invalid Symbol; drawn by embedded", answer.Notices[0]);
    }

    [Fact]
    public async Task A_used_up_quota_sends_nothing_and_says_when_it_begins_anew()
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, DatabaseKind.Sqlite, limit: 1);
        await service.Charts.GenerateAsync(TestService.Ann, Request with { SaveSnapshot = false, Agent = "JournalBot" }, Cancel);
        var e = await Assert.ThrowsAsync<ServiceException>(() => service.Charts.GenerateAsync(TestService.Ann, Request with { Timeframe = Timeframe.W1 }, Cancel));
        Assert.Equal((ErrorCode.RateLimitExceeded, TimeSpan.FromHours(12)), (e.Code, e.RetryAfter!.Value));
        Assert.Single(upstream.Calls);

        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request with { Timeframe = Timeframe.W1 }, Cancel);
        Assert.Equal(("embedded", 0), (answer.Picture.Provider, answer.RemainingRequests!.Value));
        Assert.Single(upstream.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_reserve_is_not_for_whoever_calls_themselves_MorningPlanner(bool isTrusted)
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, DatabaseKind.Sqlite, limit: 10, reserve: 10);
        await service.Charts.GenerateAsync(Core.Storage.Caller.Local, Request with { Agent = "JournalBot" }, Cancel);
        var caller = isTrusted ? Core.Storage.Caller.Local : TestService.Ann;
        var asked = service.Charts.GenerateAsync(caller, Request with { Agent = "MorningPlanner", Timeframe = Timeframe.W1 }, Cancel);
        if (isTrusted) Assert.Equal("chart-img", (await asked).Picture.Provider);
        else Assert.Equal(ErrorCode.RateLimitExceeded, (await Assert.ThrowsAsync<ServiceException>(() => asked)).Code);
        Assert.Equal(isTrusted ? 2 : 1, upstream.Calls.Count);
    }

    [Fact]
    public async Task What_upstream_cannot_draw_costs_no_call()
    {
        await using var upstream = await StartAsync();
        await using var service = await ServiceAsync(upstream, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request with { Overrides = new JsonObject { ["asOf"] = "2025-06-30" } }, Cancel);
        Assert.Equal("embedded", answer.Picture.Provider);
        Assert.Empty(upstream.Calls);
    }

    private static Task<ChartImgServer> StartAsync() => ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan>(StringComparer.Ordinal) { ["alpha"] = ChartImgPlan.Ultra }, cancellationToken: Cancel);

    private Task<TestService> ServiceAsync(ChartImgServer upstream, DatabaseKind kind, int limit = 1000, int reserve = 0) =>
        TestService.CreateAsync(servers, kind, s => s with { Provider = "chart-img", ChartImgKeys = ["alpha"], ChartImgUrl = upstream.Address, DailyLimit = limit, Reserve = limit == 1000 ? 100 : reserve });
}
