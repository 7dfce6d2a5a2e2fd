using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

public sealed class BarApiTests(Servers servers)
{
    [Fact]
    public async Task As_of_a_time_only_bars_closed_by_then_are_told()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.GiveBarsAsync("DAX");

        async Task<(int Count, DateTime Last)> LastAsync(string asOf)
        {
            var bars = (await server.GetAsync($"/api/v1/bars/DAX?timeframe=1D&limit=3&as_of={asOf}")).Body!["bars"]!.AsArray();
            return (bars.Count, DateTime.UnixEpoch.AddMilliseconds((double)bars[^1]![0]!));
        }
        // XETRA closes at 17:30 in Frankfurt, 16:30 UTC in winter.
        Assert.Equal((3, new DateTime(2025, 1, 14)), await LastAsync("2025-01-15T16:29:00Z"));
        Assert.Equal((3, new DateTime(2025, 1, 15)), await LastAsync("2025-01-15T16:30:00Z"));
    }

    [Fact]
    public async Task A_list_of_gaps_ends_after_10000()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.PostAsync("/api/v1/symbols", new { symbol = "X", exchange = "BINANCE" });
        var start = new DateTime(2025, 1, 1);
        var csv = "Date,Open,High,Low,Close,Volume\n" + string.Concat(Enumerable.Range(0, 10_002).Select(i => $"{start.AddMinutes(2 * i):yyyy-MM-dd HH:mm},1,1,1,1,1\n"));
        Assert.Equal(200, (await server.PostAsync("/api/v1/bars/X?timeframe=1m", csv)).Status);
        var gaps = (await server.GetAsync("/api/v1/gaps/X?timeframe=1m")).Body!;
        Assert.Equal((10_000, true), (gaps["gaps"]!.AsArray().Count, (bool)gaps["is_truncated"]!));
        Assert.False((bool)(await server.GetAsync("/api/v1/gaps/X?timeframe=1m&from=2025-01-10")).Body!["is_truncated"]!);
    }

    [Fact]
    public async Task A_slash_in_a_symbol_may_be_escaped()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        foreach (var symbol in (string[])["EUR/USD", "EUR%2FUSD", "eur%2fusd"])
        {
            await server.GiveBarsAsync(symbol);
            foreach (var path in (string[])["symbols/", "bars/", "gaps/", "charts/config/"])
                Assert.Equal((path + symbol, 200), (path + symbol, (await server.GetAsync($"/api/v1/{path}{symbol}")).Status));
            Assert.Equal("EUR/USD", (string?)(await server.GetAsync("/api/v1/symbols/" + symbol)).Body!["symbol"]);
        }
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, "/api/v1/symbols/EUR%2FUSD", new { alias = "Mine" })).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/api/v1/charts/config/EUR%2FUSD", new { theme = "light" })).Status);
        Assert.Equal(200, (await server.PostAsync("/api/v1/charts/generate", new { symbol = "EUR/USD", timeframe = "1D" })).Status);
        Assert.Equal(200, (await server.GetAsync("/api/v1/charts/latest/EUR%2FUSD")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, "/api/v1/symbols/EUR%2FUSD")).Status);
    }
}
