using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Alerts.Rules;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Alerts;

public sealed class RaiseTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static AlertDraft Touch(string level = "yesterday_high") => new() { Kind = AlertKind.Liquidity, Symbol = "DAX", LevelType = level, TargetPrice = 18500, Facts = new JsonObject { ["current_price"] = 18509.25m } };

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Of_many_who_raise_the_same_at_once_one_alone_does(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Slack);
        var raised = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => house.Alerts.RaiseAsync(TestService.Ann, Touch(), Cancel), Cancel)));
        Assert.Single(raised, a => a is not null);
        Assert.Single(await house.DeliveriesAsync());
        // Others, and other levels, are no repetitions.
        Assert.NotNull(await house.Alerts.RaiseAsync(TestService.Bob, Touch(), Cancel));
        Assert.NotNull(await house.Alerts.RaiseAsync(TestService.Ann, Touch("yesterday_low"), Cancel));

        house.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.Null(await house.Alerts.RaiseAsync(TestService.Ann, Touch(), Cancel));
        house.Clock.Advance(TimeSpan.FromMilliseconds(1));
        raised = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => house.Alerts.RaiseAsync(TestService.Ann, Touch(), Cancel), Cancel)));
        Assert.Single(raised, a => a is not null);
    }

    [Fact]
    public async Task A_touch_reads_as_the_table_has_it()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var alert = (await house.Alerts.RaiseAsync(TestService.Ann, Touch(), Cancel))!;
        Assert.Equal("🔴 DAX: SHORT SETUP", alert.Title);
        Assert.Equal("Consider MR-06 (reversal from yesterday's high). Watch for bearish reversal patterns.\nYesterday high: 18500 (current: 18509.25)", alert.Text);
        Assert.Equal((AlertSeverity.Warning, "triggered", alert.TriggeredAt.AddHours(24)), (alert.Severity, alert.Status, alert.ExpiresAt));
        Assert.Equal("🟢 DAX: LONG SETUP", (await house.Alerts.RaiseAsync(TestService.Ann, Touch("yesterday_low"), Cancel))!.Title);
        Assert.Equal("🟡 DAX: PIVOT ALERT", (await house.Alerts.RaiseAsync(TestService.Ann, Touch("pivot_point"), Cancel))!.Title);
    }

    [Fact]
    public void Every_kind_has_words_that_fit() => Assert.All(AlertKind.All, kind =>
    {
        var (title, text) = AlertTexts.Write(new AlertDraft { Kind = kind, Symbol = new string('X', 80), TargetPrice = 12345.678m, LevelType = "yesterday_high" });
        Assert.InRange(title.Length, 5, 120);
        Assert.InRange(text.Length, 5, 800);
    });

    [Fact]
    public async Task A_wrong_draft_names_every_field_and_leaves_nothing()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var draft = new AlertDraft { Kind = "x", Severity = "loud", Direction = "up", Symbol = new string('x', 81), Title = new string('x', 121), Text = new string('x', 801), DedupeKey = new string('x', 201) };
        var error = await Assert.ThrowsAsync<ServiceException>(() => house.Alerts.RaiseAsync(TestService.Ann, draft, Cancel));
        Assert.Equal(["kind", "severity", "direction", "symbol", "title", "text", "dedupe_key"], error.Problems.Select(p => p.Path));
        Assert.Empty((await house.Alerts.ListAsync(TestService.Ann, new AlertFilter(), Cancel)).Alerts);
    }

    [Fact]
    public async Task A_route_gets_what_it_wants()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        foreach (var symbol in (string[])["AAA", "BBB"]) await house.Service.Symbols.AddAsync(TestService.Ann, symbol, new Core.Symbols.SymbolEdit { Vendor = "test" }, Cancel);
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Kinds = [AlertKind.Risk], Name = "kinds" });
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Severities = [AlertSeverity.Critical, AlertSeverity.Warning], Name = "severities" });
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Symbols = ["aaa"], Name = "symbols" });
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Symbols = ["BBB"], Name = "other symbols" });
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Enabled = false, Name = "disabled" });
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Name = "Bob's" }, TestService.Bob);
        Assert.Equal(["symbols"], await GotAsync(await house.RaiseAsync()));
        Assert.Equal(["kinds", "severities", "symbols"], await GotAsync(await house.RaiseAsync(kind: AlertKind.Risk)));

        async Task<IEnumerable<string>> GotAsync(Alert alert)
        {
            var routes = await house.Service.Database.ReadAsync(Caller.Service, db => db.AlertRoutes.ToDictionaryAsync(r => r.Id, r => r.Name, Cancel), Cancel);
            return (await house.DeliveriesAsync()).Where(d => d.AlertId == alert.Id).Select(d => routes[d.RouteId!.Value]).Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task On_a_laptop_one_setting_makes_a_channel()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, chat) => s with { SlackUrl = chat.SlackUrl, AlertAllowPrivate = false });
        await house.Alerts.RaiseAsync(Caller.Local, Touch(), Cancel);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Contains("SHORT SETUP", Assert.Single(house.Messages).Content, StringComparison.Ordinal);
        // Another user's alerts are not the operator's.
        await house.Alerts.RaiseAsync(TestService.Ann, Touch(), Cancel);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
    }

    [Fact]
    public async Task What_concerns_the_service_goes_to_administrators_and_the_operator()
    {
        await using var house = await AlertHouse.CreateAsync(servers, DatabaseKind.Postgres, (s, chat) => s with { DiscordUrl = chat.DiscordUrl });
        await house.Service.Database.WriteAsync(Caller.Service, async db =>
        {
            db.Add(new Profile { Id = TestService.Ann.UserId!.Value, IsAdmin = true });
            db.Add(new Profile { Id = TestService.Bob.UserId!.Value });
            await db.SaveChangesAsync(Cancel);
        }, Cancel);
        var route = await house.RouteAsync(ChannelName.Slack);
        await house.RouteAsync(ChannelName.Slack, owner: TestService.Bob);
        var notice = new QuotaNotice(new DateOnly(2026, 3, 3), QuotaLevel.Alert, 905, 1000);
        var alert = (await house.Alerts.RaiseAsync(Caller.Service, UsageAlert.Of(notice), Cancel))!;
        Assert.Null(await house.Alerts.RaiseAsync(Caller.Service, UsageAlert.Of(notice), Cancel));
        Assert.Equal("Chart calls: 905 of 1000 used (90 %)", alert.Title);
        Assert.Equal([("discord", (Guid?)null), ("slack", route.Id)], (await house.DeliveriesAsync()).Select(d => (d.Channel, d.RouteId)));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(2, house.Messages.Count);

        var admin = Caller.User(TestService.Ann.UserId!.Value, isAdmin: true);
        Assert.Single((await house.Alerts.ListAsync(admin, new AlertFilter(), Cancel)).Alerts);
        Assert.Empty((await house.Alerts.ListAsync(TestService.Bob, new AlertFilter(), Cancel)).Alerts);
        Assert.Equal(2, (await house.Outbox.ListAsync(admin, null, null, 10, null, Cancel)).Deliveries.Count);
    }

    [Theory]
    [InlineData(80, QuotaLevel.Notice, AlertSeverity.Info)]
    [InlineData(90, QuotaLevel.Alert, AlertSeverity.Warning)]
    [InlineData(95, QuotaLevel.Critical, AlertSeverity.Critical)]
    [InlineData(100, QuotaLevel.Refused, AlertSeverity.Critical)]
    public void Usage_matters_more_the_less_is_left(int used, QuotaLevel level, string severity) =>
        Assert.Equal(severity, UsageAlert.Of(new QuotaNotice(new DateOnly(2026, 3, 3), level, used, 100)).Severity);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_list_goes_on_where_its_page_ended(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var raised = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            raised.Add((await house.RaiseAsync(kind: i == 2 ? AlertKind.Risk : AlertKind.Setup)).Id);
            if (i != 3) house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var (seen, filter) = (new List<Guid>(), new AlertFilter { Limit = 2 });
        for (var pages = 0; pages < 5; pages++)
        {
            var (page, next) = await house.Alerts.ListAsync(TestService.Ann, filter, Cancel);
            seen.AddRange(page.Select(a => a.Id));
            if (next is null) break;
            filter = filter with { After = next };
        }
        Assert.Equal(raised.Order(), seen.Order());
        Assert.Equal(5, seen.Count);
        await house.Alerts.AcknowledgeAsync(TestService.Ann, raised[1], Cancel);
        Assert.Equal([raised[1]], (await house.Alerts.ListAsync(TestService.Ann, new AlertFilter { Acknowledged = true }, Cancel)).Alerts.Select(a => a.Id));
        Assert.Equal([raised[2]], (await house.Alerts.ListAsync(TestService.Ann, new AlertFilter { Kind = AlertKind.Risk, Severity = AlertSeverity.Critical, Symbol = "AAA" }, Cancel)).Alerts.Select(a => a.Id));
        Assert.Equal(2, (await house.Alerts.ListAsync(TestService.Ann, new AlertFilter { From = new DateTime(2026, 3, 3, 12, 0, 1, DateTimeKind.Utc), To = new DateTime(2026, 3, 3, 12, 0, 3, DateTimeKind.Utc) }, Cancel)).Alerts.Count);
    }

    [Fact]
    public async Task Alerts_are_forgotten_after_90_days()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack);
        await house.RaiseAsync();
        house.Clock.Advance(TimeSpan.FromDays(89));
        var young = await house.RaiseAsync();
        Assert.Equal(0, await house.Outbox.ForgetAsync(Cancel));
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await house.Outbox.ForgetAsync(Cancel));
        Assert.Equal(young.Id, Assert.Single(await house.DeliveriesAsync()).AlertId);
    }
}
