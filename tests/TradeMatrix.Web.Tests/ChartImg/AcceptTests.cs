using System.Text.Json.Nodes;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>A chart as picture, as data, or as both.</summary>
public sealed class AcceptTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "image/png")]
    [InlineData("*/*", "image/png")]
    [InlineData("image/png,application/json", "image/png")]
    [InlineData("application/json, text/plain, */*", "image/png")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, image/png;q=0.5", "application/json")]
    [InlineData("multipart/mixed", "multipart/mixed")]
    [InlineData("text/html", "image/png")]
    public async Task The_header_decides(string? accept, string type)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var answer = await SendAsync(server, accept, """{"symbol":"BINANCE:BTCUSDT"}""");
        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task The_data_says_what_the_picture_shows()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.GiveBarsAsync("DAX");
        using var answer = await SendAsync(server, "application/json", """{"symbol":"XETR:DAX","interval":"1D","studies":[{"name":"Moving Average","input":{"length":2}}],"drawings":[{"name":"Vertical Line","input":{"datetime":-1}}]}""");
        var data = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        var last = data["bars"]!.AsArray()[^1]!;
        var closes = data["bars"]!.AsArray().Select(b => (double)b!["close"]!).ToList();
        var average = data["panes"]![0]!["studies"]![0]!["plots"]![0]!["values"]!.AsArray();
        Assert.Equal((closes[^1] + closes[^2]) / 2, (double)average[^1]!, 9);
        Assert.Equal((double)last["x"]!, (double)data["panes"]![0]!["drawings"]![0]!["datetimeX"]!);
        // The last bar is a Monday's; those of the weekend are of no trading day.
        Assert.Equal((double)data["bars"]!.AsArray()[^4]!["close"]!, (double)data["levels"]!["previousClose"]!);
        Assert.StartsWith("DAX", (string)data["altText"]!, StringComparison.Ordinal);
        Assert.Empty(data["notices"]!.AsArray());
    }

    [Fact]
    public async Task Both_come_as_two_parts()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var answer = await SendAsync(server, "multipart/mixed", """{"symbol":"BINANCE:BTCUSDT","format":"jpeg"}""");
        var boundary = answer.Content.Headers.ContentType!.Parameters.Single(p => p.Name == "boundary").Value!.Trim('"');
        var parts = System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)).Split("--" + boundary);
        Assert.Equal(4, parts.Length);
        Assert.Contains("application/json", parts[1], StringComparison.Ordinal);
        Assert.Contains("image/jpeg", parts[2], StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(parts[1][(parts[1].IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!["bars"]);
    }

    [Fact]
    public async Task A_formula_is_a_symbol_too()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var both = await SendAsync(server, "application/json", """{"symbol":"(NASDAQ:MARA+NASDAQ:RIOT)/10","interval":"1D"}""");
        using var one = await SendAsync(server, "application/json", """{"symbol":"NASDAQ:MARA","interval":"1D"}""");
        using var two = await SendAsync(server, "application/json", """{"symbol":"NASDAQ:RIOT","interval":"1D"}""");
        Assert.Equal((await CloseAsync(one) + await CloseAsync(two)) / 10, await CloseAsync(both), 9);

        static async Task<double> CloseAsync(HttpResponseMessage answer) => (double)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["bars"]![0]!["close"]!;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestServer server, string? accept, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/tradingview/advanced-chart") { Content = new StringContent(body) };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await server.Client.SendAsync(request, Cancel);
    }
}
