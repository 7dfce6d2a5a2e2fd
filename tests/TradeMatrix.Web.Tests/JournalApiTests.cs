using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Journal;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

/// <summary>Trades, journal and reports over HTTP, each for its owner alone.</summary>
public sealed class JournalApiTests(Servers servers)
{
    private const string Csv = "symbol,side,entry_price,exit_price,size,stop_loss,entry_time,exit_time\nDAX,long,100,104,2,98,2025-06-02 08:00,2025-06-03 10:00\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trade_is_added_changed_closed_listed_and_removed()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var (status, trade) = await server.PostAsync("/api/v1/trades", new { symbol = "DAX", side = "long", entry_price = 19500, position_size = 1, stop_loss = 19450, entry_time = "2026-02-24T10:15:00+01:00", tags = new[] { "a" }, notes = "two\nlines" });
        Assert.Equal((201, "open", 1), (status, (string?)trade!["status"], (int)trade["version"]!));
        var path = $"/api/v1/trades/{trade["id"]}";
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, path, new { stop_loss = 19480, version = 1 })).Status);
        Assert.Equal((409, "conflict"), Of(await server.SendAsync(HttpMethod.Patch, path, new { stop_loss = 19490, version = 1 })));
        var closed = await server.PostAsync(path + "/close", new { exit_price = 19600, exit_time = "2026-02-24T12:00:00Z" });
        Assert.Equal((200, "closed", 0.51m, 2m), (closed.Status, (string?)closed.Body!["status"], (decimal)closed.Body["pnl_percentage"]!, (decimal)closed.Body["r_multiple"]!));
        Assert.Equal((409, "conflict"), Of(await server.PostAsync(path + "/cancel", new { })));
        Assert.Single((await server.GetAsync("/api/v1/trades?status=closed&tag=a&symbol=dax")).Body!["trades"]!.AsArray());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal((404, "not_found"), Of(await server.GetAsync(path)));
    }

    [Fact]
    public async Task Wrong_fields_are_answered_one_by_one()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var (status, body) = await server.PostAsync("/api/v1/trades", new { symbol = "DAX", side = "long", entry_price = -1, position_size = 0, entry_time = "2026-02-24" });
        Assert.Equal((400, "entry_price position_size"), (status, string.Join(' ', body!["errors"]!.AsArray().Select(e => (string)e!["field"]!))));
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, "/api/v1/trades/x"), (HttpMethod.Get, "/api/v1/journal/x"), (HttpMethod.Get, "/api/v1/reports/x.pdf"), (HttpMethod.Get, "/api/v1/trades?cursor=!"), (HttpMethod.Get, "/api/v1/journal?trade_id=x"), (HttpMethod.Post, "/api/v1/trades/import?format=x")])
            Assert.Equal((path, 400), (path, (await server.SendAsync(method, path, method == HttpMethod.Post ? Csv : null)).Status));
        Assert.Equal(400, (await server.PostAsync("/api/v1/journal", new { entry_type = "trade", content = "x" })).Status);
    }

    [Fact]
    public async Task A_file_comes_as_the_body_or_in_a_form()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        Assert.Equal((1, "generic"), await server.PostAsync("/api/v1/trades/import?timezone=Europe/Berlin", Csv) is { Body: { } b } ? ((int)b["inserted"]!, (string?)b["format"]) : default);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Csv)), "file", "trades.csv" } };
        using var answer = await server.Client.PostAsync("/api/v1/trades/import?timezone=Europe/Berlin", form, Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("\"unchanged\":1", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var refused = await server.Client.PostAsync("/api/v1/trades/import", empty, Cancel);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Another_users_trades_journal_and_reports_are_nowhere_to_be_had(DatabaseKind kind)
    {
        await using var server = await TestServer.StartAsync(servers, kind, s => s with { JwtSecret = AccessTests.Secret, Feeds = [] });
        var (ann, bob) = (AccessTests.Token(AccessTests.Ann), AccessTests.Token(AccessTests.Bob));
        await server.GiveBarsAsync("DAX", ann);
        Assert.Equal(200, (await server.PostAsync("/api/v1/trades/import", Csv, ann)).Status);
        var bot = server.Services.GetRequiredService<JournalBot>();
        await bot.ProcessClosedTradesAsync(Cancel);
        Assert.Single((await bot.WriteReportsAsync(new DateOnly(2025, 6, 3), Cancel)).Written);
        var trade = (string)(await server.GetAsync("/api/v1/trades", ann)).Body!["trades"]![0]!["id"]!;
        var entry = (await server.GetAsync("/api/v1/journal?entry_type=trade", ann)).Body!["entries"]![0]!;
        var report = (await server.GetAsync("/api/v1/reports", ann)).Body!["reports"]![0]!;
        Assert.Equal(200, (int)(await server.Client.GetAsync((string)entry["chart_url"]!, Cancel)).StatusCode);
        foreach (var format in (string[])["pdf", "docx", "html", "json"])
        {
            var path = $"/api/v1/reports/{report["id"]}.{format}";
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", ann) } };
            using var file = await server.Client.SendAsync(request, Cancel);
            Assert.Equal((path, 200, $"inline; filename=daily_report_2025-06-03.{format}"), (path, (int)file.StatusCode, file.Content.Headers.ContentDisposition!.ToString()));
            using var foreign = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", bob) } };
            Assert.Equal(404, (int)(await server.Client.SendAsync(foreign, Cancel)).StatusCode);
            Assert.Equal(kind == DatabaseKind.Sqlite ? 404 : 401, (int)(await server.Client.GetAsync(path, Cancel)).StatusCode);
        }
        foreach (var list in (string[])["trades", "journal", "reports"])
        {
            var body = (await server.GetAsync("/api/v1/" + list, bob)).Body!;
            Assert.Empty(body[list == "journal" ? "entries" : list]!.AsArray());
        }
        string[] paths = [$"trades/{trade}", $"journal/{entry["id"]}", $"reports/{report["id"]}"];
        foreach (var path in paths)
        {
            Assert.Equal((path, 404), (path, (await server.GetAsync("/api/v1/" + path, bob)).Status));
            Assert.Equal((path, 404), (path, (await server.SendAsync(HttpMethod.Delete, "/api/v1/" + path, bearer: bob)).Status));
        }
        foreach (var path in paths[..2]) Assert.Equal((path, 404), (path, (await server.SendAsync(HttpMethod.Patch, "/api/v1/" + path, new { notes = "x" }, bob)).Status));
        Assert.Equal(404, (await server.PostAsync($"/api/v1/trades/{trade}/close", new { exit_price = 1 }, bob)).Status);
        Assert.Equal(404, (await server.PostAsync($"/api/v1/trades/{trade}/cancel", new { }, bob)).Status);
        Assert.Equal(400, (await server.PostAsync("/api/v1/journal", new { content = "x", trade_id = trade }, bob)).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, $"/api/v1/journal/{entry["id"]}", new { notes = "mine", version = 1 }, ann)).Status);
        foreach (var path in paths) Assert.Equal((path, 200), (path, (await server.GetAsync("/api/v1/" + path, ann)).Status));
    }

    private static (int, string?) Of((int Status, System.Text.Json.Nodes.JsonNode? Body) answer) => (answer.Status, (string?)answer.Body?["code"]);
}
