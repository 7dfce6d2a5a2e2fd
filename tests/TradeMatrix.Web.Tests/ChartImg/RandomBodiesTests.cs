using TradeMatrix.Conformance;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Bodies as nobody sends them on purpose. What they allocate is counted over the process, so that nothing else may run.</summary>
[Collection(nameof(Alone))]
public sealed class RandomBodiesTests(Servers servers)
{
    private const long MostAllocated = 64 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_of_them_never_break_the_server()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var seed = Random.Shared.Next();
        var bodies = new RandomBodies(seed);
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < 100_000; i++)
        {
            var body = bodies.Next();
            // What the client and the test themselves allocate is small beside the bound, and is counted too.
            var before = GC.GetTotalAllocatedBytes();
            using var content = new ByteArrayContent(body);
            using var answer = await server.Client.PostAsync("/v2/tradingview/advanced-chart", content, Cancel);
            var allocated = GC.GetTotalAllocatedBytes() - before;
            var status = (int)answer.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            Assert.True(status < 500 && allocated < MostAllocated, $"body {i} of seed {seed}: status {status}, {allocated >> 20} MB");
        }
        // Neither all good nor all bad, else nothing was tried.
        Assert.True(statuses.GetValueOrDefault(200) > 5_000 && statuses.GetValueOrDefault(422) > 20_000 && statuses.GetValueOrDefault(400) > 5_000, string.Join(", ", statuses));
    }

    [Theory]
    [InlineData("""{"symbol":"BINANCE:BTCUSDT","width":2048,"height":2048}""")]
    [InlineData("""{"symbol":"BINANCE:BTCUSDT","interval":"1m","range":{"from":"2000-01-01","to":"2026-01-01"}}""")]
    [InlineData("""{"symbol":"BINANCE:BTCUSDT","interval":"1m","range":"ALL","studies":[MANY]}""")]
    [InlineData("""{"symbol":"BINANCE:BTCUSDT","studies":[{"name":"Moving Average","input":{"length":10000}},{"name":"Volume Profile Visible Range","input":{"rows":1000000}},{"name":"Hull Moving Average","input":{"in_0":10000}}]}""")]
    [InlineData("""{"symbol":"BINANCE:BTCUSDT","interval":"1D","drawings":[{"name":"Trend Line","input":{"startDatetime":"0001-01-02","startPrice":-1e308,"endDatetime":"9998-01-01","endPrice":1e308}}]}""")]
    [InlineData("""{"symbol":"(A:A+A:B+A:C+A:D+A:E+A:F+A:G+A:H+A:I+A:J)/2","interval":"1m","range":"ALL"}""")]
    public async Task The_largest_that_is_allowed_stays_small(string body)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        body = body.Replace("MANY", string.Join(',', Enumerable.Range(10, 50).Select(n => $$"""{"name":"Moving Average","input":{"length":{{n}} } }""")), StringComparison.Ordinal);
        using (await server.Client.PostAsync("/v2/tradingview/advanced-chart", new StringContent("{}"), Cancel))
        {
            // What is loaded once is not the request's.
        }
        var before = GC.GetTotalAllocatedBytes();
        using var answer = await server.Client.PostAsync("/v2/tradingview/advanced-chart", new StringContent(body), Cancel);
        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.InRange((int)answer.StatusCode, 200, 422);
        Assert.True(allocated < MostAllocated, $"{allocated >> 20} MB");
    }
}
