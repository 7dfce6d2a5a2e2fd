using System.Text;
using System.Text.Json.Nodes;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Failures in the shapes that clients of chart-img.com read.</summary>
public sealed class ChartImgErrorTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v1/tradingview/advanced-chart", null, 404, """{"message":"Route Not Found"}""")]
    [InlineData("GET", "/v3/tradingview/search/btc", null, 404, """{"message":"Route Not Found"}""")]
    [InlineData("GET", "/v2/tradingview/mini-chart", null, 404, """{"message":"Route Not Found"}""")]
    [InlineData("GET", "/v3/tradingview/exchange/NOWHERE", null, 404, """{"message":"Not Found"}""")]
    [InlineData("GET", "/v1/tradingview/advanced-chart?interval=7q", null, 422, """{"errors":[{"value":"7q","msg":"The field must be valid interval id.","param":"interval","location":"query"}]}""")]
    [InlineData("GET", "/v1/tradingview/mini-chart?interval=2W", null, 422, """{"errors":[{"value":"2W","msg":"The field must be valid interval id.","param":"interval","location":"query"}]}""")]
    [InlineData("GET", "/v1/tradingview/advanced-chart?symbol=NASDAQ:NOPE", null, 422, """{"error":"Invalid symbol."}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"symbol":"NASDAQ:NOPE"}""", 422, """{"message":"Invalid Symbol"}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"interval":"7q","width":399}""", 422, """[{"value":"7q","msg":"must be a supported interval","param":"interval","location":"body"},{"value":399,"msg":"must be an integer of at least 400","param":"width","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"symbol":""}""", 422, """{"message":"Invalid Symbol"}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"symbol":"<script>:x"}""", 422, """[{"value":"<script>:x","msg":"must be a valid tradingview EXCHANGE:SYMBOL","param":"symbol","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"studies":[{"name":"Nope"}]}""", 422, """[{"value":"Nope","msg":"must be a supported name","param":"studies[0].name","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"drawings":[{"name":"Vertical Line","input":{}}]}""", 422, """[{"msg":"must be a string","param":"drawings[0].input.datetime","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", """{"symbol":"BINANCE:BTCUSDT","width":5000}""", 403, """{"message":"Exceed Max Usage Resolution Limit (2048x2048)"}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart?strict=true", """{"foo":1}""", 422, """[{"value":1,"msg":"must be left out: there is no such field","param":"foo","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart?strict=false", """{"interval":"1D","Interval":"7q","interval":"8q"}""", 422, """[{"value":"8q","msg":"must be a supported interval","param":"interval","location":"body"}]""")]
    [InlineData("POST", "/v2/tradingview/layout-chart/abc", "{}", 501, """{"message":"A layout is saved at TradingView, which only chart-img.com can draw: set CHART_IMG_API_KEY"}""")]
    [InlineData("POST", "/v2/tradingview/layout-chart/..%2Fx", "{}", 404, """{"message":"Not Found"}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", "[1]", 400, """{"message":"the body must be a JSON object"}""")]
    [InlineData("POST", "/v2/tradingview/advanced-chart", "{\"symbol\":\"\\ud800\"}", 400, """{"message":"symbol: the text must be a text of whole Unicode characters without U+0000"}""")]
    [InlineData("GET", "/v1/storage/pub/00000000-0000-4000-8000-000000000000.png", null, 404, null)]
    public async Task A_failure_has_the_status_and_the_words_of_its_version(string method, string path, string? body, int status, string? expected)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = [] });
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await server.Client.SendAsync(request, Cancel);
        var said = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        if (expected is not null) Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(said)), said);
    }

    [Fact]
    public async Task Where_a_line_went_is_said()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var answer = await server.Client.PostAsync("/v2//tradingview/advanced-chart", new StringContent("""{"symbol":"BINANCE:BTCUSDT","interval":"4H","hide_legend":true,"studies":[{"name":"RSI","input":{"smoothness":3}}]}"""), Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        var warnings = answer.Headers.GetValues("X-Chart-Warnings").Single();
        foreach (var part in (string[])["interval: '4H' was taken for 4h", "hide_legend: 'true' was ignored, there is no such field", "studies[0].name: 'RSI' was taken for Relative Strength Index", "studies[0].input.smoothness: '3' was ignored, the inputs are length, smoothingLine, smoothingLength"])
            Assert.Contains(part, warnings, StringComparison.Ordinal);
    }
}
