using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

public sealed class AgentApiTests(Servers servers)
{
    private static readonly Caller Ann = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-000000000001")), Bob = Caller.User(new Guid("bbbbbbbb-0000-4000-8000-000000000002"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_ChartWatcher_saw_is_its_owners_and_comes_in_pages(DatabaseKind kind)
    {
        await using var server = await TestServer.StartAsync(servers, kind);
        var (ann, bob) = (await KeyAsync(server, Ann), await KeyAsync(server, Bob));
        foreach (var symbol in (string[])["DAX", "NDX", "DJI"]) await server.GiveBarsAsync(symbol, ann);
        await CallAsync(server, "chart_watcher.analyze_all_symbols");

        var seen = new List<string>();
        for (var path = "/api/v1/analyses?limit=2"; path is not null;)
        {
            var (status, page) = await server.GetAsync(path, ann);
            Assert.Equal(200, status);
            seen.AddRange(page!["analyses"]!.AsArray().Select(a => (string)a!["symbol"]!));
            path = (string?)page["next_cursor"] is { } next ? $"/api/v1/analyses?limit=2&cursor={next}" : null;
        }
        Assert.Equal(["DAX", "DJI", "NDX"], seen.Order());
        var dax = Assert.Single((await server.GetAsync("/api/v1/analyses?symbol=^GDAXI&timeframe=D1", ann)).Body!["analyses"]!.AsArray())!;
        Assert.Equal(("1D", "DAX"), ((string)dax["timeframe"]!, (string)dax["symbol"]!));
        using var picture = await server.Client.GetAsync((string)dax["chart_url"]!, Cancel);
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);

        Assert.Empty((await server.GetAsync("/api/v1/analyses", bob)).Body!["analyses"]!.AsArray());
        Assert.Empty((await server.GetAsync("/api/v1/setups", bob)).Body!["setups"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "/api/v1/analyses?limit=0", 400, "limit")]
    [InlineData("GET", "/api/v1/analyses?cursor=x", 400, "cursor")]
    [InlineData("GET", "/api/v1/analyses?timeframe=7x", 400, "timeframe")]
    [InlineData("GET", "/api/v1/analyses?symbol=NOPE", 404, "symbol")]
    [InlineData("GET", "/api/v1/setups?alive=maybe", 400, "alive")]
    [InlineData("DELETE", "/api/v1/setups/x", 400, "id")]
    [InlineData("DELETE", "/api/v1/setups/5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20", 404, "setup")]
    public async Task What_is_wrong_is_named(string method, string path, int expected, string field)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var (status, body) = await server.SendAsync(new HttpMethod(method), path);
        Assert.Equal(expected, status);
        Assert.StartsWith(field + ":", (string)body!["detail"]!, StringComparison.Ordinal);
        // Without a key from elsewhere nobody comes in.
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "X-Forwarded-For", "203.0.113.1" } } };
        using var refused = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    private static async Task CallAsync(TestServer server, string task)
    {
        var run = await server.Services.GetRequiredService<TaskQueue>().NoteAsync(task, [], "command", Cancel);
        await server.Services.GetRequiredService<TaskRunner>().RunAllAsync(run.Id, Cancel);
        Assert.Equal(TaskState.Succeeded, (await server.Services.GetRequiredService<TaskRuns>().FindAsync(run.Id, Cancel))!.State);
    }

    private static async Task<string> KeyAsync(TestServer server, Caller owner) =>
        (await server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(owner.UserId!.Value, "test") { Scopes = [Scope.Read, Scope.Write] }, Cancel)).Text;
}
