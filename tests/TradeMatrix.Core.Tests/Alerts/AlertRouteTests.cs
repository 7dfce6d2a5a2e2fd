using System.Net;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;

namespace TradeMatrix.Core.Tests.Alerts;

public sealed class AlertRouteTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://hooks.example.org/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://user:password@hooks.example.org/x")]
    [InlineData("https://hooks.example.org/x#y")]
    [InlineData("ftp://hooks.example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_x")]
    [InlineData("hooks.example.org")]
    [InlineData("/x")]
    public async Task An_address_in_the_private_network_or_without_TLS_is_refused(string address)
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, _) => s with { AlertAllowPrivate = false });
        foreach (var channel in (string[])[ChannelName.Webhook, ChannelName.Slack, ChannelName.Discord])
        {
            var error = await Assert.ThrowsAsync<ServiceException>(() => house.Routes.AddAsync(TestService.Ann, new AlertRouteDraft { Channel = channel, Address = address }, Cancel));
            Assert.Equal("address", Assert.Single(error.Problems).Path);
            Assert.DoesNotContain(address, error.Message, StringComparison.Ordinal);
        }
        Assert.Empty(await house.Routes.ListAsync(TestService.Ann, Cancel));
    }

    [Fact]
    public async Task A_name_that_leads_into_the_private_network_is_refused_when_it_is_connected()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, _) => s with { AlertAllowPrivate = false });
        // A name says nothing until it is resolved.
        await house.Routes.AddAsync(TestService.Ann, new AlertRouteDraft { Channel = ChannelName.Slack, Address = $"https://localhost:{new Uri(house.Chat.Url).Port}/slack/services/{ChatServer.SlackToken}" }, Cancel);
        await house.RaiseAsync();
        await house.Dispatcher.DeliverDueAsync(Cancel);
        var delivery = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, "the address must not lead into a private network"), (delivery.State, delivery.LastError));
        Assert.Equal(0, house.Chat.Calls);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Webhook);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Status(307));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal((DeliveryState.Failed, 1), (Assert.Single(await house.DeliveriesAsync()).State, house.Chat.Calls));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2606:4700:4700::1111", true)]
    public void Only_addresses_that_are_given_out_to_anyone_are_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var draft = new AlertRouteDraft
        {
            Channel = ChannelName.Webhook, Name = " ", Address = "nonsense", Secret = "short", Kinds = ["x"], Severities = ["y"], Symbols = ["a,b"], QuietFrom = "25:00", QuietTo = "7", Zone = "Mars/Olympus",
        };
        var error = await Assert.ThrowsAsync<ServiceException>(() => house.Routes.AddAsync(TestService.Ann, draft, Cancel));
        Assert.Equal(["address", "kinds", "name", "quiet_from", "quiet_to", "secret", "severities", "symbols", "zone"], error.Problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("short", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChannelName.Email, "ann", null, "address")]
    [InlineData(ChannelName.Email, "ann@example.org,bob@example.org", null, "address")]
    [InlineData(ChannelName.Email, "Ann <ann@example.org>", null, "address")]
    [InlineData(ChannelName.Email, "ann@example.org\nBcc: x@example.org", null, "address")]
    [InlineData(ChannelName.Telegram, "12/../34", null, "address")]
    [InlineData(ChannelName.Telegram, "12345", "no token/../x", "secret")]
    [InlineData(ChannelName.Slack, "https://hooks.example.org/x", "a secret of its own", "secret")]
    [InlineData("pigeon", "x", null, "channel")]
    [InlineData(null, "x", null, "channel")]
    [InlineData(ChannelName.Email, null, null, "address")]
    public async Task A_channel_knows_its_addresses(string? channel, string? address, string? secret, string field)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var error = await Assert.ThrowsAsync<ServiceException>(() => house.Routes.AddAsync(TestService.Ann, new AlertRouteDraft { Channel = channel, Name = "x", Address = address, Secret = secret }, Cancel));
        Assert.Equal(field, Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task A_channel_that_is_not_set_up_says_so()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, _) => s with { SmtpHost = null, TelegramToken = null });
        Assert.Contains("SMTP_HOST", (await Assert.ThrowsAsync<ServiceException>(() => house.RouteAsync(ChannelName.Email))).Message, StringComparison.Ordinal);
        Assert.Contains("TELEGRAM_BOT_TOKEN", (await Assert.ThrowsAsync<ServiceException>(() => house.RouteAsync(ChannelName.Telegram))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_route_is_changed_in_part_and_shows_a_hint_of_its_address_alone(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var (route, made) = await house.Routes.AddAsync(TestService.Ann, new AlertRouteDraft { Channel = ChannelName.Webhook, Address = house.Chat.WebhookUrl.AbsoluteUri }, Cancel);
        Assert.StartsWith("whs_", made, StringComparison.Ordinal);
        var listed = Assert.Single(await house.Routes.ListAsync(TestService.Ann, Cancel));
        Assert.Equal(("", null, house.Chat.Url + "/…", "webhook"), (listed.Address, listed.Secret, listed.Hint, listed.Name));
        var changed = await house.Routes.UpdateAsync(TestService.Ann, route.Id, new AlertRouteDraft { Secret = ChatServer.WebhookSecret, Name = "mine", Symbols = ["DAX", "EUR/USD"], QuietFrom = "22:00", QuietTo = "07:00" }, Cancel);
        Assert.Equal(("mine", "DAX,EUR/USD", "22:00", true), (changed.Name, changed.Symbols, changed.QuietFrom, changed.Enabled));
        changed = await house.Routes.UpdateAsync(TestService.Ann, route.Id, new AlertRouteDraft { QuietFrom = "", QuietTo = "", Symbols = [] }, Cancel);
        Assert.Equal(("mine", "", null), (changed.Name, changed.Symbols, changed.QuietFrom));
        await Assert.ThrowsAsync<ServiceException>(() => house.Routes.UpdateAsync(TestService.Ann, route.Id, new AlertRouteDraft { Channel = ChannelName.Slack }, Cancel));
        Assert.Equal(DeliveryState.Sent, (await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel)).State);
    }

    [Fact]
    public async Task A_test_tells_at_once_whether_a_route_works_and_is_not_repeated()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var route = await house.RouteAsync(ChannelName.Telegram, new AlertRouteDraft { Enabled = false, QuietFrom = "00:00", QuietTo = "23:59", Kinds = [AlertKind.Risk] });
        Assert.Equal(DeliveryState.Sent, (await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel)).State);
        house.Chat.Fail(ReceiverFault.Status(500));
        var failed = await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel);
        Assert.Equal((DeliveryState.Failed, "the receiver answered with status 500"), (failed.State, failed.LastError));
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => house.Dispatcher.TestAsync(TestService.Bob, route.Id.ToString(), Cancel))).Code);
    }

    [Fact]
    public async Task The_operator_tests_a_channel_of_the_settings_by_its_name()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, chat) => s with { TelegramChat = ChatServer.TelegramChat });
        Assert.Equal(DeliveryState.Sent, (await house.Dispatcher.TestAsync(Core.Storage.Caller.Local, "telegram", Cancel)).State);
        await Assert.ThrowsAsync<ServiceException>(() => house.Dispatcher.TestAsync(TestService.Ann, "telegram", Cancel));
        await Assert.ThrowsAsync<ServiceException>(() => house.Dispatcher.TestAsync(Core.Storage.Caller.Local, "slack", Cancel));
    }

    [Fact]
    public async Task There_are_20_routes_at_most()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        for (var i = 0; i < 20; i++) await house.RouteAsync(ChannelName.Telegram);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => house.RouteAsync(ChannelName.Telegram))).Code);
        await house.RouteAsync(ChannelName.Telegram, owner: TestService.Bob);
    }

    [Fact]
    public async Task A_route_knows_its_symbols_by_any_of_their_names_and_no_others()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var route = await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { Symbols = ["^GDAXI", "dax"] });
        Assert.Equal("DAX", route.Symbols);
        await house.Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = AlertKind.Setup, Symbol = "DAX" }, Cancel);
        Assert.Single(await house.DeliveriesAsync());
        var error = await Assert.ThrowsAsync<ServiceException>(() => house.Routes.UpdateAsync(TestService.Ann, route.Id, new AlertRouteDraft { Symbols = ["DAX", "NOSUCH"] }, Cancel));
        Assert.Equal("symbols: NOSUCH must be symbols or aliases in the database", error.Message);
        Assert.Equal("DAX", (await house.Routes.GetAsync(TestService.Ann, route.Id, Cancel)).Symbols);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Ten_tests_and_codes_an_hour_are_allowed_however_many_ask_at_once(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var route = await house.RouteAsync(ChannelName.Telegram);
        var unconfirmed = await house.UnconfirmedAsync(ChannelName.Telegram);
        await house.Routes.GetAsync(TestService.Ann, unconfirmed.Id, Cancel);
        await house.Service.Get<AlertRouteCodes>().SendAsync(TestService.Ann, unconfirmed.Id, Cancel);
        var codes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel)).State;
            }
            catch (ServiceException e)
            {
                return e.Code;
            }
        }, Cancel)));
        Assert.Equal(9, codes.Count(c => c == DeliveryState.Sent));
        Assert.Equal(3, codes.Count(c => c == ErrorCode.RateLimitExceeded));
        Assert.Equal(10, house.Chat.Calls);
        var error = await Assert.ThrowsAsync<ServiceException>(() => house.Service.Get<AlertRouteCodes>().SendAsync(TestService.Ann, unconfirmed.Id, Cancel));
        Assert.Equal((ErrorCode.RateLimitExceeded, TimeSpan.FromHours(1)), (error.Code, error.RetryAfter));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Sent, (await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel)).State);
    }

    [Theory]
    [InlineData(ChannelName.Email, DatabaseKind.Sqlite)]
    [InlineData(ChannelName.Telegram, DatabaseKind.Postgres)]
    public async Task Nothing_but_a_code_goes_to_an_address_that_is_not_confirmed(string channel, DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var codes = house.Service.Get<AlertRouteCodes>();
        var route = await house.UnconfirmedAsync(channel);
        Assert.Null(route.ConfirmedAt);
        await house.RaiseAsync();
        Assert.Empty(await house.DeliveriesAsync());
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel))).Code);
        await Assert.ThrowsAsync<ServiceException>(() => codes.ConfirmAsync(TestService.Ann, route.Id, "", Cancel));
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => codes.SendAsync(TestService.Bob, route.Id, Cancel))).Code);
        Assert.Empty(house.Messages);

        // Five wrong tries end a code, and time does.
        var first = await CodeAsync();
        for (var i = 0; i < 5; i++) await RefusedAsync(first == "000000" ? "000001" : "000000");
        await RefusedAsync(first);
        var second = await CodeAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(15));
        await RefusedAsync(second);
        var third = await CodeAsync();
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(() => codes.ConfirmAsync(TestService.Bob, route.Id, third, Cancel))).Code);
        Assert.NotNull((await codes.ConfirmAsync(TestService.Ann, route.Id, third, Cancel)).ConfirmedAt);
        Assert.Equal(DeliveryState.Sent, (await house.Dispatcher.TestAsync(TestService.Ann, route.Id.ToString(), Cancel)).State);
        // The user can read nothing of a code.
        Assert.DoesNotContain((await house.Alerts.ListAsync(TestService.Ann, new AlertFilter(), Cancel)).Alerts, a => a.Title.Contains(third, StringComparison.Ordinal) || a.Text.Contains(third, StringComparison.Ordinal));

        // Another address is another's until it is confirmed, also for what is under way.
        await house.RaiseAsync();
        var changed = await house.Routes.UpdateAsync(TestService.Ann, route.Id, new AlertRouteDraft { Address = channel == ChannelName.Email ? "eve@example.org" : "5555" }, Cancel);
        Assert.Null(changed.ConfirmedAt);
        var count = house.Messages.Count;
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(count, house.Messages.Count);
        Assert.Contains(await house.DeliveriesAsync(), d => d is { State: DeliveryState.Failed, LastError: "the route is not confirmed" });

        async Task<string> CodeAsync()
        {
            await codes.SendAsync(TestService.Ann, route.Id, Cancel);
            return System.Text.RegularExpressions.Regex.Match((await house.NextAsync(channel)).Content, "Your code: ([0-9]{6})").Groups[1].Value;
        }

        async Task RefusedAsync(string code) => Assert.Equal("code", Assert.Single((await Assert.ThrowsAsync<ServiceException>(() => codes.ConfirmAsync(TestService.Ann, route.Id, code, Cancel))).Problems).Path);
    }

    [Fact]
    public async Task A_bot_of_ones_own_and_the_person_at_the_machine_need_no_code()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        Assert.NotNull((await house.Routes.AddAsync(TestService.Ann, new AlertRouteDraft { Channel = ChannelName.Telegram, Address = "5555", Secret = "1:abc" }, Cancel)).Route.ConfirmedAt);
        Assert.NotNull((await house.UnconfirmedAsync(ChannelName.Slack)).ConfirmedAt);
        Assert.NotNull((await house.UnconfirmedAsync(ChannelName.Email, owner: Core.Storage.Caller.Local)).ConfirmedAt);
    }

    [Fact]
    public void A_signature_holds_for_its_body_secret_and_time_alone()
    {
        var (now, body) = (DateTimeOffset.FromUnixTimeSeconds(1_772_539_200), "{}"u8.ToArray());
        var signature = WebhookSignature.Sign("a secret of sixteen", 1_772_539_200, body);
        // HMAC-SHA256("a secret of sixteen", "1772539200.{}"), by openssl.
        Assert.Equal("v1=8c7de18ca77f1694ff5cea30ae215a0ae266a12376c33d66e62182e7621fbe91", signature);
        Assert.True(Verify("a secret of sixteen", signature, "1772539200", body));
        Assert.False(Verify("another secret of it", signature, "1772539200", body));
        Assert.False(Verify("a secret of sixteen", signature, "1772539200", "{ }"u8.ToArray()));
        Assert.False(Verify("a secret of sixteen", signature, "1772539201", body));
        Assert.False(Verify("a secret of sixteen", WebhookSignature.Sign("a secret of sixteen", 1_772_538_000, body), "1772538000", body));
        Assert.False(Verify("a secret of sixteen", null, "1772539200", body));
        Assert.False(Verify("a secret of sixteen", signature, null, body));
        Assert.False(Verify("a secret of sixteen", signature, "99999999999999", body));

        bool Verify(string secret, string? header, string? timestamp, byte[] content) => WebhookSignature.Verify(secret, header, timestamp, content, now, TimeSpan.FromMinutes(5));
    }
}
