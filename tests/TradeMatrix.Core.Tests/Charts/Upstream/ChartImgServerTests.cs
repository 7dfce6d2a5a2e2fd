using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

/// <summary>That the server which plays chart-img.com answers as it is known to.</summary>
public sealed class ChartImgServerTests : IAsyncLifetime
{
    private const string V1 = "/v1/tradingview/advanced-chart", V2 = "/v2/tradingview/advanced-chart";

    private readonly HttpClient _http = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 23, 59, 0, TimeSpan.Zero));
    private ChartImgServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan> { ["basic"] = ChartImgPlan.Basic, ["mega"] = ChartImgPlan.Mega }, _time, Rig.Ends);
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", V1, "Authorization", "Bearer basic")]
    [InlineData("GET", V1 + "?key=basic", null, null)]
    [InlineData("GET", "/v1/tradingview/mini-chart?key=basic", null, null)]
    [InlineData("POST", V2, "x-api-key", "basic")]
    [InlineData("POST", V2 + "?key=basic", null, null)]
    [InlineData("GET", "/v3/tradingview/exchange/list", "x-api-key", "basic")]
    [InlineData("GET", "/v3/tradingview/exchange/binance?key=basic", null, null)]
    public async Task A_key_is_taken_in_every_documented_form(string method, string path, string? header, string? value)
    {
        using var answer = await SendAsync(method, path, header: header, value: value);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, _server.CallsOf("basic"));
        var wrong = value?.Replace("basic", "wrong", StringComparison.Ordinal);
        await AssertAsync(await SendAsync(method, path.Replace("basic", "wrong", StringComparison.Ordinal), header: header, value: wrong), 403, """{"message":"Forbidden"}""");
        await AssertAsync(await SendAsync(method, path.Split('?')[0]), 403, """{"message":"Forbidden"}""");
    }

    [Theory]
    [InlineData("POST", V1)]
    [InlineData("GET", V2)]
    [InlineData("GET", "/v3/tradingview/search/btc")]
    public async Task Other_paths_and_methods_are_no_routes(string method, string path) =>
        await AssertAsync(await SendAsync(method, path, header: "x-api-key", value: "basic"), 404, """{"message":"Route Not Found"}""");

    [Fact]
    public async Task A_picture_has_the_size_asked_for_or_the_default()
    {
        Assert.Null(PictureCheck.Problem(await BytesAsync("POST", V2, ""), PictureFormat.Png, 800, 600));
        Assert.Null(PictureCheck.Problem(await BytesAsync("POST", V2, """{"width":400,"height":300,"format":"jpeg"}"""), PictureFormat.Jpeg, 400, 300));
        Assert.Null(PictureCheck.Problem(await BytesAsync("GET", "/v1/tradingview/mini-chart?key=mega"), PictureFormat.Png, 350, 220));

        async Task<byte[]> BytesAsync(string method, string path, string? body = null)
        {
            using var answer = await SendAsync(method, path, body, "x-api-key", "mega");
            return await answer.Content.ReadAsByteArrayAsync(Rig.Ends);
        }
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","interval":"60"}""", 422, """[{"value":"BTCUSDT","msg":"must be a valid tradingview EXCHANGE:SYMBOL","param":"symbol","location":"body"},{"value":"60","msg":"must be a supported interval","param":"interval","location":"body"}]""")]
    [InlineData("""{"studies":[{"name":"Volume"},{"name":"EMA"}]}""", 422, """[{"value":"EMA","msg":"must be a supported name","param":"studies[1].name","location":"body"}]""")]
    [InlineData("""{"drawings":[{"name":"Trend Line","input":{"startPrice":"7","endDatetime":"2026-01-01","endPrice":8}}]}""", 422, """[{"value":null,"msg":"must be a string","param":"drawings[0].input.startDatetime","location":"body"},{"value":"7","msg":"must be a number","param":"drawings[0].input.startPrice","location":"body"}]""")]
    [InlineData("""{"drawings":[{"name":"Horizontal Line","input":{"price":1},"override":{"lineColor":"rgba(255,165,0,0.25)"}}]}""", 422, """[{"value":"rgba(255,165,0,0.25)","msg":"must be a valid rgb/rgba color","param":"drawings[0].override.lineColor","location":"body"}]""")]
    [InlineData("""{"symbol":"NASDAQ:NONE"}""", 422, """{"message":"Invalid Symbol"}""")]
    [InlineData("""{"width":801}""", 403, """{"message":"Exceed Max Usage Resolution Limit (800x600)"}""")]
    [InlineData("""{"studies":[{"name":"Volume"},{"name":"MACD"}],"drawings":[{"name":"Horizontal Line","input":{"price":1}},{"name":"Horizontal Line","input":{"price":2}}]}""", 403, """{"message":"Exceed Max Usage Parameter Limit (3)"}""")]
    public async Task A_wrong_body_is_answered_to_the_letter(string body, int status, string answer)
    {
        _server.Forget("NASDAQ:NONE");
        await AssertAsync(await SendAsync("POST", V2, body, "x-api-key", "basic"), status, answer);
    }

    [Fact]
    public async Task Unknown_keys_are_ignored()
    {
        using var answer = await SendAsync("POST", V2, """{"bars_back":5,"studies":[{"name":"Volume","inputs":[1]}],"hide_legend":true}""", "x-api-key", "basic");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Limits_are_a_burst_that_refills_and_a_UTC_day()
    {
        await AssertStatusAsync(200, 200, 200);
        await AssertAsync(await SendAsync("POST", V2, null, "x-api-key", "basic"), 429, """{"message":"Too Many Requests"}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await AssertStatusAsync(200, 429);
        for (var left = ChartImgPlan.Basic.PerDay - 4; left > 0; left--)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await AssertStatusAsync(200);
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        await AssertAsync(await SendAsync("POST", V2, null, "x-api-key", "basic"), 429, """{"message":"Limit Exceeded"}""");
        _time.SetUtcNow(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero));
        await AssertStatusAsync(200);

        async Task AssertStatusAsync(params int[] statuses)
        {
            foreach (var status in statuses)
            {
                using var answer = await SendAsync("POST", V2, null, "x-api-key", "basic");
                Assert.Equal(status, (int)answer.StatusCode);
            }
        }
    }

    [Theory]
    [InlineData("GET", V1 + "/storage?key=mega", "expireAt")]
    [InlineData("POST", V2 + "/storage", "expire")]
    public async Task A_stored_picture_can_be_fetched_by_its_url_without_a_key(string method, string path, string expire)
    {
        using var answer = await SendAsync(method, path, header: "x-api-key", value: "mega");
        var stored = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Rig.Ends))!;
        Assert.Equal("2026-05-01T23:59:00.000Z", (string?)stored[expire]);
        Assert.Equal(32, ((string)stored["etag"]!).Length);
        Assert.Null(PictureCheck.Problem(await _http.GetByteArrayAsync(new Uri((string)stored["url"]!), Rig.Ends), PictureFormat.Png, 800, 600));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (header is not null) request.Headers.Add(header, value);
        return await _http.SendAsync(request, Rig.Ends);
    }

    private static async Task AssertAsync(HttpResponseMessage answer, int status, string body)
    {
        using (answer)
        {
            Assert.Equal((status, body), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Rig.Ends)));
        }
    }
}
