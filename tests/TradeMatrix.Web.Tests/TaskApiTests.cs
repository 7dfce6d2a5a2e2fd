using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

public sealed class TaskApiTests(Servers servers)
{
    private const string Cleanup = "snapshots.cleanup_expired";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_called_task_is_done_by_a_worker(DatabaseKind kind)
    {
        await using var server = await TestServer.StartAsync(servers, kind, s => s with
        {
            // Its own schedule may ask for a run at the same time, which would be the one that is done.
            Roles = ServiceRole.All, Schedules = new Dictionary<string, TaskSchedule?> { ["SCHEDULE_SNAPSHOTS_CLEANUP_EXPIRED"] = TaskSchedule.Parse("0 2 29 2 * UTC") },
        });
        var key = await KeyAsync(server, Scope.Admin);
        var (status, body) = await server.PostAsync($"/api/v1/tasks/{Cleanup}/run", new { }, key);
        Assert.Equal(202, status);

        var run = body!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while ((string)run["state"]! is "queued" or "running")
        {
            limit.Token.ThrowIfCancellationRequested();
            run = (await server.GetAsync($"/api/v1/tasks/runs/{body!["id"]}", key)).Body!;
        }
        Assert.Equal(("succeeded", 0, 1), ((string)run["state"]!, (int)run["result"]!["expired"]!, (int)run["attempts"]!));

        var item = (await server.GetAsync("/api/v1/tasks", key)).Body!.AsArray().Single(t => (string)t!["name"]! == Cleanup)!;
        Assert.Equal("0 2 29 2 * UTC", (string)item["schedule"]!);
        Assert.True((DateTime)item["next_run"]! > DateTime.UnixEpoch);
        Assert.NotNull(item["last_run"]);
        Assert.Contains((await server.GetAsync($"/api/v1/tasks/runs?task={Cleanup}&limit=200", key)).Body!.AsArray(), r => (string)r!["id"]! == (string)run["id"]!);
    }

    [Theory]
    [InlineData("POST", "/api/v1/tasks/nope/run", "{}", 400, "task")]
    [InlineData("POST", $"/api/v1/tasks/{Cleanup}/run", """{"symbols":["DAX"]}""", 400, "symbol")]
    [InlineData("POST", $"/api/v1/tasks/{Cleanup}/run", """{"symbols":[1]}""", 400, "symbols")]
    [InlineData("POST", $"/api/v1/tasks/{Cleanup}/run", """{"symbol":"DAX"}""", 400, "symbol")]
    [InlineData("GET", "/api/v1/tasks/runs?limit=0", null, 400, "limit")]
    [InlineData("GET", "/api/v1/tasks/runs?task=nope", null, 400, "task")]
    [InlineData("GET", "/api/v1/tasks/runs/nope", null, 404, "run")]
    public async Task What_is_wrong_is_named(string method, string path, string? body, int expected, string field)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var (status, answer) = await server.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(expected, status);
        Assert.StartsWith(field + ":", (string)answer!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_and_the_page_of_the_queue_are_for_administrators()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var (user, admin) = (await KeyAsync(server, Scope.Write), await KeyAsync(server, Scope.Admin));
        foreach (var path in (string[])["/api/v1/tasks", "/api/v1/tasks/runs", "/jobs", "/jobs/recurring"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, null));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(path, new("Bearer", user)));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, new("Bearer", admin)));
        }
        Assert.Equal(401, (await server.PostAsync($"/api/v1/tasks/{Cleanup}/run", new { })).Status);
        Assert.Equal(403, (await server.PostAsync($"/api/v1/tasks/{Cleanup}/run", new { }, user)).Status);
        // A browser asks for the key there, and there alone.
        var typed = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + admin)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/jobs", typed));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/v1/tasks", typed));
        using var refused = await server.Client.GetAsync("/jobs", Cancel);
        Assert.Equal("Basic", refused.Headers.WwwAuthenticate.Single().Scheme);

        async Task<HttpStatusCode> StatusAsync(string path, AuthenticationHeaderValue? authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = authorization } };
            using var response = await server.Client.SendAsync(request, Cancel);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing_in_the_queue()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var admin = await KeyAsync(server, Scope.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/jobs/enqueued/delete")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + admin))) },
            Content = new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", "1")]),
        };
        using var response = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task<string> KeyAsync(TestServer server, string scope) =>
        (await server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(Caller.Local.UserId!.Value, "test") { Scopes = [Scope.Read, scope] }, Cancel)).Text;
}
