using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Keys and plans of the chart-img API.</summary>
public sealed class ChartImgAccessTests(Servers servers)
{
    private static readonly Guid Ann = new("aaaaaaaa-0000-4000-8000-000000000001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/v1/tradingview/mini-chart")]
    [InlineData("GET", "/tradingview/advanced-chart")]
    [InlineData("POST", "/v2/tradingview/advanced-chart")]
    [InlineData("GET", "/v3/tradingview/exchange/list")]
    public async Task Every_version_takes_the_key_in_every_place_and_no_other(string method, string path)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var key = (await KeyAsync(server, "unlimited")).Text;
        Assert.Equal(200, await StatusAsync(r => r.Headers.Authorization = new("Bearer", key)));
        Assert.Equal(200, await StatusAsync(r => r.Headers.Add("x-api-key", key)));
        Assert.Equal(200, await StatusAsync(r => r.RequestUri = new Uri($"{path}?key={key}", UriKind.Relative)));
        foreach (var wrong in (Action<HttpRequestMessage>[])[_ => { }, r => r.Headers.Add("x-api-key", "old-key"), r => r.Headers.TryAddWithoutValidation("Authorization", key), r => r.Headers.Add("x-api-key", key[..^1] + "_")])
            Assert.Equal(403, await StatusAsync(wrong, """{"message":"Forbidden"}"""));

        async Task<int> StatusAsync(Action<HttpRequestMessage> change, string? body = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            change(request);
            using var answer = await server.Client.SendAsync(request, Cancel);
            if (body is not null) Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancel));
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_owner_of_a_local_server_may_leave_the_old_key_where_it_is()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var local = await server.Client.GetAsync("/v1/tradingview/mini-chart?key=old-key", Cancel);
        Assert.Equal(200, (int)local.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tradingview/mini-chart?key=old-key") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        using var remote = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(403, (int)remote.StatusCode);
        using var ours = await server.Client.GetAsync("/v1/tradingview/mini-chart?key=tm_" + new string('x', 43), Cancel);
        Assert.Equal(403, (int)ours.StatusCode);
    }

    [Fact]
    public async Task A_plan_limits_size_studies_watermark_and_life()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var key = (await KeyAsync(server, "pro")).Text;
        Assert.Equal((403, "Exceed Max Usage Resolution Limit (1920x1080)"), Said(await server.PostAsync("/v2/tradingview/advanced-chart", new { width = 1921 }, key)));
        var studies = Enumerable.Range(9, 6).Select(n => new { name = "Moving Average", input = new { length = n } }).ToArray();
        Assert.Equal((403, "Exceed Max Usage Parameter Limit (5)"), Said(await server.PostAsync("/v2/tradingview/advanced-chart", new { studies }, key)));
        // The count of studies begins with version 2.
        using var first = new HttpRequestMessage(HttpMethod.Get, "/v1/tradingview/advanced-chart?watermark=mine" + string.Concat(Enumerable.Range(9, 6).Select(n => $"&studies=MA:{n}"))) { Headers = { { "x-api-key", key } } };
        using var answer = await server.Client.SendAsync(first, Cancel);
        Assert.Equal((200, "watermark: 'mine' was ignored, the plan 'pro' has none"), ((int)answer.StatusCode, answer.Headers.GetValues("X-Chart-Warnings").Single()));
        var (status, stored) = await server.PostAsync("/v2/tradingview/advanced-chart/storage", new { symbol = "OTC:GBTC" }, key);
        Assert.Equal(200, status);
        Assert.InRange((DateTimeOffset)stored!["expire"]! - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_so_in_the_services_words()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres, s => s with { Plans = [.. s.Plans.Select(p => p.Name == "basic" ? p.Changed("per_second=1 burst=2 per_day=3")! : p)] });
        var (fast, daily) = ((await KeyAsync(server, "basic")).Text, (await KeyAsync(server, "ultra", dailyLimit: 1)).Text);
        var answers = new List<(int Status, string? Message)>();
        for (var i = 0; i < 3; i++) answers.Add(Said(await server.GetAsync("/v3/tradingview/exchange/list", fast)));
        Assert.Contains((429, "Too Many Requests"), answers);
        await server.GetAsync("/v3/tradingview/exchange/list", daily);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/tradingview/exchange/list") { Headers = { { "x-api-key", daily } } };
        using var refused = await server.Client.SendAsync(request, Cancel);
        Assert.Equal((429, """{"message":"Limit Exceeded"}"""), ((int)refused.StatusCode, await refused.Content.ReadAsStringAsync(Cancel)));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Assert.Equal(("1", "0"), (refused.Headers.GetValues("X-RateLimit-Limit").Single(), refused.Headers.GetValues("X-RateLimit-Remaining").Single()));
    }

    [Fact]
    public async Task A_kept_picture_belongs_to_its_user_and_can_be_fetched_by_its_address()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var (mine, other) = ((await KeyAsync(server, "unlimited")).Text, (await KeyAsync(server, "unlimited", new Guid("bbbbbbbb-0000-4000-8000-000000000002"))).Text);
        var (status, stored) = await server.SendAsync(HttpMethod.Get, "/v1/tradingview/advanced-chart/storage?symbol=OTC:GBTC", bearer: mine);
        Assert.Equal(200, status);
        using var picture = await server.Client.GetAsync(new Uri((string)stored!["url"]!), Cancel);
        Assert.Equal((200, "image/png", (long)stored["size"]!), ((int)picture.StatusCode, picture.Content.Headers.ContentType!.MediaType, picture.Content.Headers.ContentLength!.Value));
        Assert.Equal(1, (long)(await server.GetAsync("/api/v1/charts/snapshots", mine)).Body!["total"]!);
        Assert.Equal(0, (long)(await server.GetAsync("/api/v1/charts/snapshots", other)).Body!["total"]!);
        // The symbol that was made for it is the user's own.
        Assert.Equal(200, (await server.GetAsync("/v3/tradingview/exchange/OTC", mine)).Status);
        Assert.Equal(404, (await server.GetAsync("/v3/tradingview/exchange/OTC", other)).Status);
    }

    private static Task<NewApiKey> KeyAsync(TestServer server, string plan, Guid? user = null, int? dailyLimit = null) =>
        server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(user ?? Ann, plan) { Plan = plan, DailyLimit = dailyLimit }, Cancel);

    private static (int, string?) Said((int Status, JsonNode? Body) answer) => (answer.Status, answer.Status == 200 ? null : (string?)answer.Body!["message"]);
}
