using TradeMatrix.Conformance;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;
using TradeMatrix.Testing.ChartImg;
using Microsoft.Extensions.DependencyInjection;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>The requests of public clients, replayed.</summary>
public sealed class ConformanceTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Every_recorded_request_is_answered_as_its_client_expects(DatabaseKind kind)
    {
        var requests = SharedRequests.All();
        await using var server = await TestServer.StartAsync(servers, kind);
        await AssertGoodAsync(server, requests);
    }

    [Fact]
    public async Task The_upstream_provider_passes_the_same_run()
    {
        var requests = SharedRequests.All();
        await using var upstream = await ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan> { ["up"] = ChartImgPlan.Ultra with { PerSecond = 1000, Burst = 1000 } }, cancellationToken: Cancel);
        await using var server = await StartAsync(upstream);
        await AssertGoodAsync(server, requests);
        Assert.Contains(upstream.Calls, c => c.Path == "/v2/tradingview/advanced-chart");
        Assert.Contains(upstream.Calls, c => c.Path == "/v2/tradingview/layout-chart/37wLAGgd");
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("409")]
    [InlineData("422")]
    [InlineData("429 of a second")]
    [InlineData("429 of a day")]
    [InlineData("500")]
    [InlineData("504")]
    [InlineData("broken bytes")]
    [InlineData("JSON in place of a picture")]
    public async Task When_upstream_fails_the_client_gets_its_picture_all_the_same(string name)
    {
        var fault = name switch
        {
            "401" => ChartImgFault.Unauthorized,
            "403" => ChartImgFault.Forbidden,
            "409" => ChartImgFault.SessionDisconnected,
            "422" => ChartImgFault.InvalidSymbol,
            "429 of a second" => ChartImgFault.TooManyRequests,
            "429 of a day" => ChartImgFault.LimitExceeded,
            "500" => ChartImgFault.ServerError,
            "504" => ChartImgFault.GatewayTimeout,
            "broken bytes" => ChartImgFault.BrokenBytes,
            _ => ChartImgFault.Status(200, """{"url":"https://example.org/a.png"}"""),
        };
        await using var upstream = await ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan> { ["up"] = ChartImgPlan.Ultra }, cancellationToken: Cancel);
        await using var server = await StartAsync(upstream);
        upstream.Fail(fault, fault, fault);
        using var answer = await server.Client.GetAsync("/v1/tradingview/advanced-chart?symbol=BINANCE:BTCUSDT&key=old", Cancel);
        Assert.Equal((200, "embedded"), ((int)answer.StatusCode, answer.Headers.GetValues("X-Chart-Provider").Single()));
        Assert.Contains("drawn by embedded", answer.Headers.GetValues("X-Chart-Notices").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_upstream_is_slow_the_client_gets_its_picture_all_the_same(bool begins)
    {
        await using var upstream = await ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan> { ["up"] = ChartImgPlan.Ultra }, cancellationToken: Cancel);
        using var http = new HttpClient(ChartImgClient.CreateHandler());
        var impatient = new ChartImgClient(http, new ChartImgSettings(["up"]) { BaseUrl = upstream.Address, Timeout = TimeSpan.FromMilliseconds(200), Retries = 0 }, TimeProvider.System);
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { Provider = "chart-img", ChartImgKeys = ["up"] }, services => services.AddSingleton(impatient));
        upstream.Fail(begins ? ChartImgFault.Stall : ChartImgFault.Silence);
        using var answer = await server.Client.PostAsync("/v2/tradingview/advanced-chart", new StringContent("""{"symbol":"BINANCE:BTCUSDT"}"""), Cancel);
        Assert.Equal((200, "embedded"), ((int)answer.StatusCode, answer.Headers.GetValues("X-Chart-Provider").Single()));
        Assert.Contains("no answer within 0.2 s", answer.Headers.GetValues("X-Chart-Notices").Single(), StringComparison.Ordinal);
    }

    private Task<TestServer> StartAsync(ChartImgServer upstream) => TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { Provider = "chart-img", ChartImgKeys = ["up"], ChartImgUrl = upstream.Address });

    private static async Task AssertGoodAsync(TestServer server, IReadOnlyList<RecordedRequest> requests)
    {
        var key = await server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(new Guid("aaaaaaaa-0000-4000-8000-000000000001"), "client"), Cancel);
        var replay = new Replay(server.Client, key.Text);
        var faults = new List<string>();
        foreach (var request in requests) faults.AddRange((await replay.CheckAsync(request, Cancel)).Select(f => $"{request.Name}: {f}"));
        Assert.Empty(faults);
        Assert.True(requests.Count >= 30);
    }
}
