using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;

namespace TradeMatrix.Web.Tests;

public sealed class AlertApiTests(Servers servers)
{
    private static readonly Guid Ann = new("aaaaaaaa-0000-4000-8000-000000000001"), Bob = new("bbbbbbbb-0000-4000-8000-000000000002");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_route_is_added_tested_changed_and_removed_and_its_secrets_are_not_shown(DatabaseKind kind)
    {
        await using var chat = await ChatServer.StartAsync(TimeProvider.System, Cancel);
        await using var server = await StartAsync(kind);
        var (ann, bob) = (await KeyAsync(server, Ann), await KeyAsync(server, Bob));
        var (status, added) = await server.PostAsync("/api/v1/alerts/routes", new { channel = "webhook", address = chat.WebhookUrl, secret = ChatServer.WebhookSecret, kinds = new[] { "risk" }, quiet_from = "22:00", quiet_to = "07:00" }, ann);
        Assert.True(status == 201, added?.ToJsonString());
        Assert.Null(added!["new_secret"]);
        var path = $"/api/v1/alerts/routes/{added["id"]}";
        Assert.Equal("sent", (string)(await server.PostAsync(path + "/test", new { }, ann)).Body!["state"]!);
        Assert.Contains("TEST", (await chat.NextAsync(Cancel)).Content, StringComparison.Ordinal);
        Assert.Equal("22:00", (string)(await server.GetAsync(path, ann)).Body!["quiet_from"]!);
        var (_, changed) = await server.SendAsync(HttpMethod.Patch, path, new { enabled = false, quiet_from = "", quiet_to = "" }, ann);
        Assert.Equal((false, (string?)null, "risk"), ((bool)changed!["enabled"]!, (string?)changed["quiet_from"], (string)changed["kinds"]![0]!));
        var list = (await server.GetAsync("/api/v1/alerts/routes", ann)).Body!.ToJsonString();
        foreach (var answer in (string[])[added.ToJsonString(), changed.ToJsonString(), list])
        {
            Assert.DoesNotContain(ChatServer.WebhookSecret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("address-secret", answer, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await server.GetAsync(path, bob)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Patch, path, new { enabled = true }, bob)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, path, bearer: bob)).Status);
        Assert.Equal(404, (await server.PostAsync(path + "/test", new { }, bob)).Status);
        Assert.Empty((await server.GetAsync("/api/v1/alerts/routes", bob)).Body!.AsArray());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, path, bearer: ann)).Status);
        Assert.Equal(404, (await server.GetAsync(path, ann)).Status);

        (_, added) = await server.PostAsync("/api/v1/alerts/routes", new { channel = "webhook", address = chat.WebhookUrl }, ann);
        Assert.StartsWith("whs_", (string)added!["new_secret"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_chat_of_the_operators_bot_is_confirmed_by_the_code_that_comes_to_it(DatabaseKind kind)
    {
        await using var chat = await ChatServer.StartAsync(TimeProvider.System, Cancel);
        await using var server = await StartAsync(kind, s => s with { TelegramUrl = chat.TelegramUrl, TelegramToken = ChatServer.TelegramToken });
        var (ann, bob) = (await KeyAsync(server, Ann), await KeyAsync(server, Bob));
        var (_, added) = await server.PostAsync("/api/v1/alerts/routes", new { channel = "telegram", address = ChatServer.TelegramChat }, ann);
        Assert.Null(added!["confirmed_at"]);
        var path = $"/api/v1/alerts/routes/{added["id"]}";
        Assert.Equal(409, (await server.PostAsync(path + "/test", new { }, ann)).Status);
        Assert.Equal(404, (await server.PostAsync(path + "/code", new { }, bob)).Status);
        Assert.Equal(404, (await server.PostAsync(path + "/confirm", new { code = "000000" }, bob)).Status);
        Assert.Equal(200, (await server.PostAsync(path + "/code", new { }, ann)).Status);
        var words = (await chat.NextAsync(Cancel)).Content;
        var code = words[(words.IndexOf("code: ", StringComparison.Ordinal) + 6)..][..6];
        Assert.Equal(400, (await server.PostAsync(path + "/confirm", new { code = code == "000000" ? "000001" : "000000" }, ann)).Status);
        Assert.Equal(400, (await server.PostAsync(path + "/confirm", new { }, ann)).Status);
        var (status, confirmed) = await server.PostAsync(path + "/confirm", new { code }, ann);
        Assert.Equal(200, status);
        Assert.NotNull(confirmed!["confirmed_at"]);
        Assert.Equal(409, (await server.PostAsync(path + "/code", new { }, ann)).Status);
        for (var i = 0; i < 9; i++) Assert.Equal(200, (await server.PostAsync(path + "/test", new { }, ann)).Status);
        Assert.Equal(429, (await server.PostAsync(path + "/test", new { }, ann)).Status);
    }

    [Fact]
    public async Task A_wrong_route_names_each_field()
    {
        await using var server = await StartAsync(DatabaseKind.Sqlite, s => s with { AlertAllowPrivate = false });
        var (status, body) = await server.PostAsync("/api/v1/alerts/routes", new { channel = "slack", address = "https://127.0.0.1/x", zone = "Nowhere", kinds = new[] { "x" } });
        Assert.Equal(400, status);
        Assert.Equal(["address", "kinds", "zone"], body!["errors"]!.AsArray().Select(e => (string)e!["field"]!).Order(StringComparer.Ordinal));
        Assert.Equal(400, (await server.PostAsync("/api/v1/alerts/routes", new { channel = "slack", addres = "x" })).Status);
        Assert.Equal(400, (await server.PostAsync("/api/v1/alerts/routes/x/test", new { })).Status);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task An_alert_is_listed_acknowledged_and_its_deliveries_retried(DatabaseKind kind)
    {
        await using var chat = await ChatServer.StartAsync(TimeProvider.System, Cancel);
        await using var server = await StartAsync(kind);
        var (ann, bob) = (await KeyAsync(server, Ann), await KeyAsync(server, Bob));
        await server.PostAsync("/api/v1/alerts/routes", new { channel = "slack", address = chat.SlackUrl }, ann);
        chat.Fail(ReceiverFault.Status(404));
        var alerts = server.Services.GetRequiredService<AlertService>();
        var alert = (await alerts.RaiseAsync(Ann, new AlertDraft { Kind = AlertKind.Setup, Symbol = "DAX", Facts = new JsonObject { ["entry_price"] = 18500.5m } }, Cancel))!;
        var dispatcher = server.Services.GetRequiredService<AlertDispatcher>();
        await dispatcher.DeliverDueAsync(Cancel);
        var delivery = (await server.GetAsync($"/api/v1/alerts/deliveries?alert={alert.Id}", ann)).Body!["deliveries"]![0];
        Assert.Equal(("failed", "the receiver answered with status 404"), ((string)delivery!["state"]!, (string)delivery["last_error"]!));
        Assert.Equal(404, (await server.PostAsync($"/api/v1/alerts/deliveries/{delivery["id"]}/retry", new { }, bob)).Status);
        Assert.Equal(200, (await server.PostAsync($"/api/v1/alerts/deliveries/{delivery["id"]}/retry", new { }, ann)).Status);
        await dispatcher.DeliverDueAsync(Cancel);
        Assert.Contains("DAX", (await chat.NextAsync(Cancel)).Content, StringComparison.Ordinal);

        var listed = Assert.Single((await server.GetAsync("/api/v1/alerts?kind=setup&symbol=DAX&acknowledged=false", ann)).Body!["alerts"]!.AsArray())!;
        Assert.Equal((alert.Id.ToString(), 18500.5m), ((string)listed["id"]!, (decimal)listed["context"]!["entry_price"]!));
        Assert.Equal(404, (await server.GetAsync($"/api/v1/alerts/{alert.Id}", bob)).Status);
        Assert.Equal(404, (await server.PostAsync($"/api/v1/alerts/{alert.Id}/acknowledge", new { }, bob)).Status);
        Assert.Empty((await server.GetAsync("/api/v1/alerts", bob)).Body!["alerts"]!.AsArray());
        Assert.NotNull((await server.PostAsync($"/api/v1/alerts/{alert.Id}/acknowledge", new { }, ann)).Body!["acknowledged_at"]);
        Assert.Empty((await server.GetAsync("/api/v1/alerts?acknowledged=false", ann)).Body!["alerts"]!.AsArray());
        Assert.Equal(400, (await server.GetAsync("/api/v1/alerts?kind=x", ann)).Status);
        Assert.Equal(400, (await server.GetAsync("/api/v1/alerts?cursor=x", ann)).Status);
        Assert.Equal(400, (await server.GetAsync("/api/v1/alerts/deliveries?state=x", ann)).Status);
        Assert.Equal(401, (await server.GetAsync("/api/v1/alerts", "tm_nonsense")).Status);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_subscription_has_the_documented_defaults_and_takes_symbols_with_a_slash(DatabaseKind kind)
    {
        await using var server = await StartAsync(kind);
        var ann = await KeyAsync(server, Ann);
        var (status, body) = await server.SendAsync(HttpMethod.Put, "/api/v1/alerts/subscriptions/EUR/USD", new { }, ann);
        Assert.True(status == 200, body?.ToJsonString());
        Assert.Equal(("EUR/USD", true, true, false), ((string)body!["symbol"]!, (bool)body["yesterday_high_enabled"]!, (bool)body["yesterday_low_enabled"]!, (bool)body["pivot_point_enabled"]!));
        (_, body) = await server.SendAsync(HttpMethod.Put, "/api/v1/alerts/subscriptions/EUR/USD", new { pivot_point_enabled = true, yesterday_low_enabled = false }, ann);
        Assert.Equal((true, false, true), ((bool)body!["yesterday_high_enabled"]!, (bool)body["yesterday_low_enabled"]!, (bool)body["pivot_point_enabled"]!));
        Assert.Single((await server.GetAsync("/api/v1/alerts/subscriptions", ann)).Body!.AsArray());
        Assert.Empty((await server.GetAsync("/api/v1/alerts/subscriptions", await KeyAsync(server, Bob))).Body!.AsArray());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, "/api/v1/alerts/subscriptions/EUR/USD", bearer: ann)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, "/api/v1/alerts/subscriptions/EUR/USD", bearer: ann)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Put, "/api/v1/alerts/subscriptions/NOSUCH", new { }, ann)).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Put, "/api/v1/alerts/subscriptions/DAX", new { pivot_point_enabled = "perhaps" }, ann)).Status);
    }

    private Task<TestServer> StartAsync(DatabaseKind kind, Func<ServiceSettings, ServiceSettings>? change = null) =>
        TestServer.StartAsync(servers, kind, s => (change ?? (x => x))(s with { AlertAllowPrivate = true }));

    private static async Task<string> KeyAsync(TestServer server, Guid user) =>
        (await server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(user, "key") { Scopes = [Scope.Read, Scope.Write] }, Cancel)).Text;
}
