using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

public sealed class ChartApiTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chart_is_generated_listed_served_and_deleted()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.GiveBarsAsync("DAX");

        var (status, chart) = await server.PostAsync("/api/v1/charts/generate", new { symbol = "^GDAXI", timeframe = "D1", agent_name = "MorningPlanner", custom_indicators = new[] { "RSI@tv-basicstudies", "EMA_20" } });
        Assert.Equal(200, status);
        Assert.True((bool)chart!["success"]!);
        Assert.Equal(("embedded", false), ((string?)chart["provider"], (bool)chart["cached"]!));
        Assert.Equal(2, chart["spec"]!["studies"]!.AsArray().Count);
        var (id, url) = ((string)chart["snapshot_id"]!, (string)chart["chart_url"]!);

        var again = (await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX", timeframe = "1d", agent_name = "MorningPlanner", custom_indicators = new[] { "RSI@tv-basicstudies", "EMA_20" } })).Body!;
        Assert.Equal((true, id), ((bool)again["cached"]!, (string?)again["snapshot_id"]));

        using var picture = await server.Client.GetAsync(url, Cancel);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType));
        Assert.Equal("max-age=86400, private", picture.Headers.CacheControl!.ToString());
        using var conditional = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { picture.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.SendAsync(conditional, Cancel)).StatusCode);

        var list = (await server.GetAsync("/api/v1/charts/snapshots?symbol=DAX&timeframe=D&agent=MorningPlanner")).Body!;
        Assert.Equal((1, id, "DAX 40", "report"), ((int)list["total"]!, (string?)list["snapshots"]![0]!["id"], (string?)list["snapshots"]![0]!["symbol_name"], (string?)list["snapshots"]![0]!["trigger_type"]));
        Assert.Equal(id, (string?)(await server.GetAsync("/api/v1/charts/latest/dax")).Body!["id"]);
        Assert.Equal(404, (await server.GetAsync("/api/v1/charts/latest/dax?timeframe=1h")).Status);

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, "/api/v1/charts/snapshots/" + id)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, "/api/v1/charts/snapshots/" + id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync(url, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_picture_itself_is_answered_when_an_image_is_accepted()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.GiveBarsAsync("EUR/USD");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/charts/generate") { Content = new StringContent("""{"symbol":"eurusd=x","timeframe":"1D","save_snapshot":"false"}""") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
        using var response = await server.Client.SendAsync(request, Cancel);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("embedded", response.Headers.GetValues("X-Chart-Provider").Single());
        using var image = await server.Client.GetAsync("/api/v1/charts/image?symbol=FX:EURUSD&timeframe=W&studies=EMA:20;RSI&width=640&height=400&format=svg", Cancel);
        Assert.StartsWith("<?xml", await image.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (int)(await server.GetAsync("/api/v1/charts/snapshots")).Body!["total"]!);
    }

    [Fact]
    public async Task A_configuration_is_checked_field_by_field_and_used()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        await server.GiveBarsAsync("DAX");
        var (status, problem) = await server.SendAsync(HttpMethod.Put, "/api/v1/charts/config/DAX", new { theme = "pink", width = 5, timeframes = Array.Empty<string>() });
        Assert.Equal(400, status);
        Assert.Equal(["theme", "width", "timeframes"], problem!["errors"]!.AsArray().Select(e => (string?)e!["field"]));
        Assert.Equal("one of light, dark", (string?)problem["errors"]![0]!["allowed"]);

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/api/v1/charts/config/EUR/USD", new { theme = "light" })).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/api/v1/charts/config/DAX", new { chart_config = new { theme = "light", indicators = new[] { "BB@tv-basicstudies" }, default_timeframe = "D", timeframes = new[] { "D" } } })).Status);
        Assert.Equal("light", (string?)(await server.GetAsync("/api/v1/charts/config/GER40")).Body!["theme"]);
        var chart = (await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX" })).Body!;
        Assert.Equal(("light", "1D", "Bollinger Bands"), ((string?)chart["spec"]!["theme"], (string?)chart["spec"]!["interval"], (string?)chart["spec"]!["studies"]![0]!["name"]));
    }

    [Theory]
    [InlineData("POST", "/api/v1/charts/generate", "{}", 400, "invalid_request", "symbol")]
    [InlineData("POST", "/api/v1/charts/generate", "nonsense", 400, "invalid_request", "body")]
    [InlineData("POST", "/api/v1/charts/generate", "[1]", 400, "invalid_request", "body")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","symbol":"NDX"}""", 400, "invalid_request", "body")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","timeframe":"7x"}""", 400, "invalid_timeframe", "timeframe")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"NOBODY","timeframe":"1h"}""", 404, "invalid_symbol", "symbol")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","save_snapshot":"perhaps"}""", 400, "invalid_request", "save_snapshot")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","colour":"red"}""", 400, "invalid_request", "colour")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","trigger_type":"x"}""", 400, "invalid_request", "trigger_type")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","custom_indicators":["Nonsense"]}""", 400, "invalid_request", "custom_indicators[0]")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","overrides":{"width":1}}""", 400, "invalid_request", "overrides.width")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":{"a":1}}""", 400, "invalid_request", "symbol")]
    [InlineData("GET", "/api/v1/charts/snapshots?limit=201", null, 400, "invalid_request", "limit")]
    [InlineData("GET", "/api/v1/charts/snapshots?cursor=!!", null, 400, "invalid_request", "cursor")]
    [InlineData("GET", "/api/v1/charts/snapshots?from=yesterday", null, 400, "invalid_request", "from")]
    [InlineData("GET", "/api/v1/charts/snapshots?symbol=NOBODY", null, 404, "invalid_symbol", "symbol")]
    [InlineData("DELETE", "/api/v1/charts/snapshots/7", null, 400, "invalid_request", "id")]
    [InlineData("GET", "/api/v1/charts/config/NOBODY", null, 404, "invalid_symbol", "symbol")]
    [InlineData("PUT", "/api/v1/charts/config/DAX", "7", 400, "invalid_request", "body")]
    [InlineData("POST", "/api/v1/symbols", """{"symbol":"a b","type":"x"}""", 400, "invalid_request", "symbol")]
    [InlineData("POST", "/api/v1/bars/DAX?timezone=Mars", "x", 400, "invalid_request", "timezone")]
    [InlineData("POST", "/api/v1/bars/DAX", "not,a\nbar,file", 400, "invalid_request", null)]
    [InlineData("GET", "/snapshots/../../etc/passwd", null, 404, "not_found", null)]
    [InlineData("GET", "/snapshots/00000000-0000-0000-0000-000000000000.png", null, 404, "not_found", null)]
    [InlineData("GET", "/nowhere", null, 404, "not_found", null)]
    [InlineData("GET", "/nowhere/robots.txt", null, 404, "not_found", null)]
    [InlineData("GET", "/api/v1/charts/snapshots?from=01/02/2025", null, 400, "invalid_request", "from")]
    [InlineData("GET", "/api/v1/charts/snapshots?to=10:30", null, 400, "invalid_request", "to")]
    [InlineData("GET", "/api/v1/bars/DAX?as_of=Monday", null, 400, "invalid_request", "as_of")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX\ud800"}""", 400, "invalid_request", "symbol")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","metadata":{"note":["a","b\u0000c"]}}""", 400, "invalid_request", "metadata.note[1]")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","metadata":{"a\udc00":1}}""", 400, "invalid_request", "body")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","metadata":{"a\u0000":1}}""", 400, "invalid_request", "metadata")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","metadata":{"n":1e999999}}""", 400, "invalid_request", "metadata.n")]
    [InlineData("POST", "/api/v1/charts/generate", """{"symbol":"DAX","metadata":{"n":1e-999999}}""", 400, "invalid_request", "metadata.n")]
    [InlineData("PUT", "/api/v1/charts/config/DAX", """{"tv_symbol":"A\u0000"}""", 400, "invalid_request", "tv_symbol")]
    [InlineData("POST", "/api/v1/symbols", """["\ud800"]""", 400, "invalid_request", "[0]")]
    public async Task Bad_input_is_told_with_field_and_code(string method, string path, string? body, int status, string code, string? field)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var answer = await server.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal((status, code), (answer.Status, (string?)answer.Body!["code"]));
        if (field is not null) Assert.Equal(field, (string?)answer.Body["errors"]![0]!["field"]);
        Assert.DoesNotContain("   at ", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"symbol\":\"DAX\",\"metadata\":{\"note\":\"\u00ff\"}}", "metadata.note")]
    [InlineData("{\"symbol\":\"DAX\",\"metadata\":{\"\u00ff\":1}}", "body")]
    public async Task Bytes_that_are_no_text_are_refused_by_their_field(string latin, string field)
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        using var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(latin));
        using var response = await server.Client.PostAsync("/api/v1/charts/generate", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task What_postgres_cannot_keep_is_refused_and_all_else_is_kept()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres, s => s with { JwtSecret = AccessTests.Secret });
        var token = AccessTests.Token(AccessTests.Ann);
        await server.GiveBarsAsync("DAX", token);
        foreach (var bad in (string[])["\"\\u0000\"", "1e400000", "1e-400000", "\"\\ud800\""])
            Assert.Equal((bad, 400), (bad, (await server.PostAsync("/api/v1/charts/generate", $"{{\"symbol\":\"DAX\",\"timeframe\":\"1D\",\"metadata\":{{\"note\":{bad}}}}}", token)).Status));
        foreach (var good in (string[])["\"\\ud83d\\ude00 \\\\u0000\"", "-1.5e300", "0.0", "12345678901234567890"])
            Assert.Equal((good, 200), (good, (await server.PostAsync("/api/v1/charts/generate", $"{{\"symbol\":\"DAX\",\"timeframe\":\"1D\",\"metadata\":{{\"note\":{good}}}}}", token)).Status));
    }

    [Fact]
    public async Task A_picture_is_copied_no_longer_than_it_lives()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, configure: s => s.AddSingleton<TimeProvider>(clock));
        await server.GiveBarsAsync("DAX");
        var url = (string)(await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX", timeframe = "1D" })).Body!["chart_url"]!;
        clock.Advance(TimeSpan.FromDays(60) - TimeSpan.FromMinutes(10));
        using var picture = await server.Client.GetAsync(url, Cancel);
        Assert.True(picture.Headers.CacheControl!.Private);
        Assert.InRange(picture.Headers.CacheControl.MaxAge!.Value, TimeSpan.FromSeconds(599), TimeSpan.FromSeconds(600));
    }

    [Fact]
    public async Task An_outage_of_the_database_is_503_and_passes()
    {
        // Without the work in the background, whose connections would outlive the file's removal.
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, configure: services =>
        {
            foreach (var own in services.Where(d => d.ServiceType == typeof(IHostedService) && (d.ImplementationType ?? d.ImplementationFactory?.Method.ReturnType)?.Assembly == typeof(SnapshotCleanup).Assembly).ToList()) services.Remove(own);
        });
        var file = Path.Combine(server.Settings.DataFolder, "tradematrix.db");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var f in Directory.GetFiles(server.Settings.DataFolder, "tradematrix.db*")) File.Move(f, f.Replace("tradematrix.db", "away.db", StringComparison.Ordinal));
        Directory.CreateDirectory(file);
        using (var response = await server.Client.GetAsync("/api/v1/symbols", Cancel))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter!.Delta!.Value));
            Assert.Equal("api_error", (string?)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["code"]);
        }
        Directory.Delete(file);
        foreach (var f in Directory.GetFiles(server.Settings.DataFolder, "away.db*")) File.Move(f, f.Replace("away.db", "tradematrix.db", StringComparison.Ordinal));
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols")).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var (status, _) = await server.PostAsync("/api/v1/charts/generate", new string(' ', 2 << 20));
        Assert.Equal(413, status);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var document = (await server.GetAsync("/openapi/v1.json")).Body!;
        foreach (var path in (string[])["/api/v1/charts/generate", "/api/v1/charts/snapshots", "/api/v1/charts/snapshots/{id}", "/api/v1/charts/latest/{symbol}", "/api/v1/charts/config/{symbol}", "/api/v1/charts/cleanup", "/api/v1/symbols", "/api/v1/bars/{symbol}", "/snapshots/{file}"])
            Assert.NotNull(document["paths"]![path]);
        foreach (var (path, methods) in document["paths"]!.AsObject().Where(p => p.Key.StartsWith("/api/", StringComparison.Ordinal)))
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                foreach (var (status, answer) in operation!["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')))
                    Assert.True(answer!["content"]?["image/png"] is not null || answer["content"]?["application/json"]?["example"] is not null, $"{method} {path} shows no example of its answer {status}");
            }
        }
        var page = await server.Client.GetStringAsync("/docs", Cancel);
        Assert.Contains("scalar", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("cdn", page, StringComparison.OrdinalIgnoreCase);
    }
}
