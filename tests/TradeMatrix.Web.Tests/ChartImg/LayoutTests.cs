using System.Text.Json.Nodes;
using TradeMatrix.Testing;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Layouts, which only chart-img.com can draw.</summary>
public sealed class LayoutTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_session_and_answer_are_passed_on_and_counted()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var server = await StartAsync(upstream);
        var (status, stored) = await server.PostAsync("/v2/tradingview/layout-chart/storage/37wLAGgd", """{"symbol":"OTC:GBTC","moveLeft":2,"moveLeft":3}""");
        Assert.Equal((200, 32), (status, ((string)stored!["etag"]!).Length));
        var call = Assert.Single(upstream.Calls);
        Assert.Equal(("/v2/tradingview/layout-chart/storage/37wLAGgd", "up"), (call.Path, call.Key));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"symbol":"OTC:GBTC","moveLeft":3}"""), JsonNode.Parse(call.Body)));
        Assert.Equal(1, (int)(await server.GetAsync("/api/v1/charts/rate-limit")).Body!["daily_used"]!);
    }

    [Theory]
    [InlineData(403, "Layout Forbidden")]
    [InlineData(409, "Session Disconnected")]
    [InlineData(404, "Not Found")]
    public async Task A_refusal_is_passed_on(int status, string message)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var server = await StartAsync(upstream);
        upstream.Fail(ChartImgFault.Message(status, message));
        var answer = await server.PostAsync("/v2/tradingview/layout-chart/37wLAGgd", "");
        Assert.Equal((status, message), (answer.Status, (string?)answer.Body!["message"]));
    }

    private static Task<ChartImgServer> StartUpstreamAsync() => ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan> { ["up"] = ChartImgPlan.Ultra }, cancellationToken: Cancel);

    /// <summary>Our own engine draws; the key is for layouts alone.</summary>
    private Task<TestServer> StartAsync(ChartImgServer upstream) => TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { ChartImgKeys = ["up"], ChartImgUrl = upstream.Address });
}
