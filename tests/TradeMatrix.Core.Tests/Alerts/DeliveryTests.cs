using System.Text.Json.Nodes;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Reports;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;

namespace TradeMatrix.Core.Tests.Alerts;

public sealed class DeliveryTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Channels() => [.. ChannelName.All];

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Words_and_picture_go_as_one_message_when_the_picture_is_quick(string channel)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        var alert = await house.RaiseAsync(await house.ChartAsync());
        await house.Dispatcher.DeliverDueAsync(Cancel);

        var message = Assert.Single(house.Messages);
        Assert.Contains("SET-UP", message.Content.Replace("\\u002D", "-").Replace(@"\\-", "-"), StringComparison.Ordinal);
        if (channel == ChannelName.Slack) Assert.Contains("snapshot", message.Content, StringComparison.Ordinal);
        else Assert.Equal([0x89, 0x50, 0x4E, 0x47], message.Picture![..4]);
        Assert.All(await house.DeliveriesAsync(), d => Assert.Equal((DeliveryState.Sent, (string?)null), (d.State, d.LastError)));
        Assert.Equal(2, (await house.DeliveriesAsync()).Count);
        var kept = await house.Alerts.GetAsync(TestService.Ann, alert.Id, Cancel);
        Assert.Equal("alert", (await house.Service.Snapshots.NewestAsync(TestService.Ann, s => s.Id == kept.SnapshotId, Cancel))!.TriggerType);
    }

    [Fact]
    public async Task With_a_report_its_mail_brings_the_pdf_and_without_the_file_the_words_still_come()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Email);
        var store = house.Service.Get<ReportStore>();
        var document = new ReportDocument { Title = "Morning", Author = "MorningPlanner", CreatedAt = house.Clock.GetUtcNow().UtcDateTime, Sections = [new ReportSection("Overview", [new ReportText("Nothing new.")])] };
        foreach (var (period, isKept) in ((string, bool)[])[("2026-03-03", true), ("2026-03-04", false)])
        {
            var (report, _) = await store.SaveAsync(TestService.Ann, "morning", period, DateOnly.Parse(period), document, ["pdf"], null, Cancel);
            if (!isKept) await store.DeleteAsync(TestService.Ann, report.Id, Cancel);
            await house.Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = AlertKind.Report, Facts = new JsonObject { ["report_id"] = report.Id }, DedupeKey = period }, Cancel);
            await house.Dispatcher.DeliverDueAsync(Cancel);
            var mail = (await house.Mail.NextAsync(Cancel)).Content;
            Assert.Contains("REPORT", mail, StringComparison.Ordinal);
            // The first bytes of a PDF, in Base64.
            Assert.Equal(isKept, mail.Contains("application/pdf", StringComparison.Ordinal) && mail.Contains("JVBERi0", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Words_go_alone_after_two_seconds_and_the_picture_follows_them(string channel)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        await house.RaiseAsync(await house.ChartAsync());
        house.Blobs.Close();
        var delivering = house.Dispatcher.DeliverDueAsync(Cancel);
        await house.PassPatienceAsync();
        var words = await house.NextAsync(channel);
        Assert.Null(words.Picture);

        house.Blobs.Open();
        await delivering;
        var picture = await house.NextAsync(channel);
        if (channel != ChannelName.Slack) Assert.NotNull(picture.Picture);
        // A program gets the whole alert with each event.
        if (channel != ChannelName.Webhook) Assert.DoesNotContain("Look at the chart", picture.Content, StringComparison.Ordinal);
        if (channel is ChannelName.Email or ChannelName.Telegram) Assert.Equal(words.Id, picture.ReplyTo);
        Assert.Equal(2, house.Messages.Count);
        Assert.All(await house.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
    }

    [Fact]
    public async Task A_slow_picture_holds_up_no_other_words()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Telegram);
        await house.RaiseAsync(await house.ChartAsync());
        house.Blobs.Close();
        await house.Dispatcher.StartAsync(Cancel);
        await house.PassPatienceAsync();
        Assert.Null((await house.NextAsync(ChannelName.Telegram)).Picture);
        await house.RaiseAsync(kind: AlertKind.Risk);
        Assert.Contains("RISK", (await house.NextAsync(ChannelName.Telegram)).Content, StringComparison.Ordinal);
        house.Blobs.Open();
        Assert.NotNull((await house.NextAsync(ChannelName.Telegram)).Picture);
        await house.Dispatcher.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_drawn_leaves_the_words_delivered_and_says_why()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Discord);
        await house.RaiseAsync(new ChartRequest { Symbol = "NOSUCH" });
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Null(Assert.Single(house.Messages).Picture);
        var deliveries = await house.DeliveriesAsync();
        Assert.Equal([DeliveryState.Sent, DeliveryState.Failed], deliveries.Select(d => d.State));
        Assert.Contains("NOSUCH", deliveries[1].LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_fails_for_a_while_comes_later()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Discord);
        await house.RaiseAsync(await house.ChartAsync());
        house.Blobs.IsBroken = true;
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Null(Assert.Single(house.Messages).Picture);
        var picture = (await house.DeliveriesAsync())[1];
        Assert.Equal((DeliveryState.Pending, "the chart was not drawn: something went wrong on the server"), (picture.State, picture.LastError));
        house.Blobs.IsBroken = false;
        house.Clock.Advance(TimeSpan.FromSeconds(15));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.NotNull(house.Messages[1].Picture);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task A_failure_is_tried_again_and_one_message_is_accepted(string channel)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Status(500), ReceiverFault.Status(502));
        house.Mail.Fail(SmtpFault.BusyMailbox, SmtpFault.FullDisk);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        var delivery = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal((DeliveryState.Pending, 1, house.Clock.GetUtcNow().UtcDateTime.AddSeconds(15)), (delivery.State, delivery.Attempts, delivery.NextAttemptAt));
        Assert.NotNull(delivery.LastError);
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));

        house.Clock.Advance(TimeSpan.FromSeconds(15));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Empty(house.Messages);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await house.DeliveriesAsync()).State);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));
    }

    [Theory]
    [InlineData(ChannelName.Slack, 120, "")]
    [InlineData(ChannelName.Webhook, 90, "")]
    [InlineData(ChannelName.Discord, null, """{"message":"You are being rate limited.","retry_after":64.5,"global":false}""", 64.5)]
    [InlineData(ChannelName.Telegram, null, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 33","parameters":{"retry_after":33}}""", 33.0)]
    [InlineData(ChannelName.Telegram, null, """{"parameters":{"retry_after":"soon"}}""", 15.0)]
    [InlineData(ChannelName.Slack, 1, "", 15.0)]
    [InlineData(ChannelName.Slack, 999_999_999, "", 86400.0)]
    public async Task Who_asks_to_wait_is_waited_for(string channel, int? header, string body, double? seconds = null)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Status(429, header, body));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        var delivery = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal(house.Clock.GetUtcNow().UtcDateTime.AddSeconds(seconds ?? header!.Value), delivery.NextAttemptAt);
        house.Clock.Advance(TimeSpan.FromSeconds(seconds ?? header!.Value));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_tried_again_by_hand_with_its_picture()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack);
        await house.RaiseAsync(await house.ChartAsync());
        var begin = house.Clock.GetUtcNow();
        house.Chat.Fail(Enumerable.Repeat(ReceiverFault.Status(503), 9));
        for (var i = 0; (await house.DeliveriesAsync())[0].State == DeliveryState.Pending; i++)
        {
            Assert.True(i < 10);
            await house.Dispatcher.DeliverDueAsync(Cancel);
            var next = (await house.DeliveriesAsync())[0].NextAttemptAt;
            if (next > house.Clock.GetUtcNow().UtcDateTime) house.Clock.SetUtcNow(new DateTimeOffset(next));
        }
        Assert.InRange((house.Clock.GetUtcNow() - begin).TotalHours, 22, 25);
        Assert.Equal(9, house.Chat.Calls);
        var deliveries = await house.DeliveriesAsync();
        Assert.Equal([(DeliveryState.Failed, "the receiver answered with status 503"), (DeliveryState.Failed, "the words were not delivered")], deliveries.Select(d => (d.State, d.LastError!)));

        var (listed, _) = await house.Outbox.ListAsync(TestService.Ann, null, DeliveryState.Failed, 10, null, Cancel);
        Assert.Equal(2, listed.Count);
        await house.Outbox.RetryAsync(TestService.Ann, deliveries[0].Id, Cancel);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
        Assert.All(await house.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => house.Outbox.RetryAsync(TestService.Ann, deliveries[0].Id, Cancel))).Code);
    }

    [Theory]
    [InlineData(ChannelName.Slack)]
    [InlineData(ChannelName.Telegram)]
    [InlineData(ChannelName.Email)]
    public async Task A_refusal_for_good_is_not_tried_again(string channel)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Status(403));
        house.Mail.Fail(SmtpFault.UnknownMailbox);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(DeliveryState.Failed, Assert.Single(await house.DeliveriesAsync()).State);
        Assert.Empty(house.Messages);
    }

    [Fact]
    public async Task A_lost_answer_reaches_a_webhook_once_for_its_key_is_the_same()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Webhook);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.LostAnswer);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        var delivery = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal(DeliveryState.Pending, delivery.State);
        house.Clock.Advance(TimeSpan.FromSeconds(15));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(2, house.Chat.Calls);
        Assert.Equal(delivery.Id.ToString(), Assert.Single(house.Messages).Id);
    }

    [Fact]
    public async Task A_lost_answer_of_a_mail_server_makes_a_second_mail_of_the_same_id()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Email);
        await house.RaiseAsync();
        house.Mail.Fail(SmtpFault.LostAnswer);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        house.Clock.Advance(TimeSpan.FromSeconds(15));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(2, house.Messages.Count);
        Assert.Single(house.Messages.Select(m => m.Id).Distinct());
    }

    [Theory]
    [InlineData(SmtpFault.BrokenOff)]
    [InlineData(SmtpFault.Silence)]
    public async Task A_mail_server_that_breaks_off_or_says_nothing_is_tried_again(SmtpFault fault)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Email);
        await house.RaiseAsync();
        house.Mail.Fail(fault);
        using var passing = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var delivering = house.Dispatcher.DeliverDueAsync(Cancel);
        while (fault == SmtpFault.Silence && !delivering.IsCompleted) await Task.WhenAny(delivering, house.Clock.PassAsync(TimeSpan.FromSeconds(30), passing.Token));
        await delivering;
        // Who still waits for a timer would run the next attempt's down.
        await passing.CancelAsync();
        Assert.Equal(DeliveryState.Pending, Assert.Single(await house.DeliveriesAsync()).State);
        house.Clock.Advance(TimeSpan.FromSeconds(15));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_is_left_after_its_time()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Silence);
        var delivering = house.Dispatcher.DeliverDueAsync(Cancel);
        while (!delivering.IsCompleted) await Task.WhenAny(delivering, house.Clock.PassAsync(TimeSpan.FromSeconds(15), Cancel));
        await delivering;
        Assert.Equal("no answer within 15 s", Assert.Single(await house.DeliveriesAsync()).LastError);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_a_killed_process_had_taken_up_is_sent_by_the_next_when_the_lease_is_over(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Webhook);
        await house.RaiseAsync();
        // Killed between sending and noting it.
        var claimed = (await house.Outbox.ClaimAsync(DeliveryPart.Words, null, Cancel))!;
        await house.Service.Get<IEnumerable<IAlertChannel>>().Single(c => c.Name == ChannelName.Webhook)
            .SendAsync(new AlertMessage(claimed.Delivery.Id, claimed.Delivery.Alert, claimed.Route!.Address, claimed.Route.Secret), Cancel);
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));

        house.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await house.Dispatcher.DeliverDueAsync(Cancel));
        Assert.Equal(2, house.Chat.Calls);
        Assert.Single(house.Messages);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await house.DeliveriesAsync()).State);
        // The one that was thought dead comes late and changes nothing.
        await house.Outbox.FailedAsync(claimed, new ChannelException("late", isPermanent: true), Cancel);
        Assert.Equal((DeliveryState.Sent, (string?)null), Assert.Single(await house.DeliveriesAsync()) is var d ? (d.State, d.LastError) : default);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Many_who_deliver_at_once_send_each_message_once(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Telegram);
        for (var i = 0; i < 15; i++) await house.RaiseAsync();
        var counts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => house.Dispatcher.DeliverDueAsync(Cancel), Cancel)));
        Assert.Equal(15, counts.Sum());
        Assert.Equal(15, house.Messages.Count);
        Assert.Equal(15, house.Chat.Calls);
    }

    [Fact]
    public async Task An_alert_wakes_whoever_delivers()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack);
        await house.Dispatcher.StartAsync(Cancel);
        await house.RaiseAsync();
        // The clock stands still, so that no interval ends.
        Assert.Contains("SET-UP", (await house.NextAsync(ChannelName.Slack)).Content, StringComparison.Ordinal);
        await house.Dispatcher.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_looks_like_markup_or_a_mention_is_text_everywhere()
    {
        const string Evil = "<b>x</b> <!channel> <@U1> @everyone [a](https://evil.example) *b* _c_ `d` </section> &amp; \r\nBcc: eve@example.org";
        await using var house = await AlertHouse.CreateAsync(servers);
        foreach (var channel in ChannelName.All) await house.RouteAsync(channel);
        await house.Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = AlertKind.Setup, Symbol = "<!here>", Title = Evil, Text = Evil, CoolDown = TimeSpan.Zero }, Cancel);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.All(await house.DeliveriesAsync(), d => Assert.Equal((d.Channel, DeliveryState.Sent), (d.Channel, d.State)));

        var telegram = house.Messages.Single(m => m.Channel == "telegram").Content;
        Assert.StartsWith("<b>&lt;b&gt;x&lt;/b&gt; &lt;!channel&gt;", telegram, StringComparison.Ordinal);
        var slack = JsonNode.Parse(house.Messages.Single(m => m.Channel == "slack").Content)!;
        Assert.DoesNotContain('<', (string)slack["text"]!);
        Assert.All(slack["blocks"]!.AsArray(), b => Assert.Equal("plain_text", (string)b!["text"]!["type"]!));
        var discord = JsonNode.Parse(house.Messages.Single(m => m.Channel == "discord").Content)!;
        Assert.Empty(discord["allowed_mentions"]!["parse"]!.AsArray());
        Assert.Contains(@"\[a\]\(https\:\/\/evil.example\) \*b\* \_c\_ \`d\`", (string)discord["embeds"]![0]!["title"]!, StringComparison.Ordinal);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(house.Messages.Single(m => m.Channel == "email").Content));
        using var mail = MimeKit.MimeMessage.Load(stream, Cancel);
        Assert.Equal(Evil.Replace("\r\n", "  ", StringComparison.Ordinal), mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Equal(["ann@example.org"], mail.To.Mailboxes.Select(m => m.Address));
        Assert.DoesNotContain("<b>x</b>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_address_lets_Slack_show_the_picture()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, _) => s with { PublicUrl = new Uri("https://charts.example.org") });
        await house.RouteAsync(ChannelName.Slack);
        var alert = await house.RaiseAsync(await house.ChartAsync());
        await house.Dispatcher.DeliverDueAsync(Cancel);
        var kept = await house.Alerts.GetAsync(TestService.Ann, alert.Id, Cancel);
        Assert.Contains($"https://charts.example.org/snapshots/{kept.SnapshotId}.png", Assert.Single(house.Messages).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_a_log_an_error_or_a_list()
    {
        await using var house = await AlertHouse.CreateAsync(servers, change: (s, _) => s);
        foreach (var channel in ChannelName.All) await house.RouteAsync(channel);
        await house.RaiseAsync(await house.ChartAsync());
        house.Blobs.IsBroken = true;
        house.Chat.Fail(ReceiverFault.Status(500), ReceiverFault.Status(403), ReceiverFault.LostAnswer, ReceiverFault.Status(429, 60, $"{ChatServer.SlackToken} {ChatServer.WebhookSecret}"));
        house.Mail.Fail(SmtpFault.UnknownMailbox);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Contains(house.Log.Lines, l => l.Contains("failed at attempt 1", StringComparison.Ordinal));

        var deliveries = await house.DeliveriesAsync();
        Assert.Contains(deliveries, d => d.LastError is not null);
        var seen = string.Join('\n', deliveries.Select(d => $"{d.LastError} {d.Receipt}"))
            + System.Text.Json.JsonSerializer.Serialize(await house.Routes.ListAsync(TestService.Ann, Cancel))
            + string.Join('\n', house.Log.Lines.Where(l => !l.Contains("secret-place", StringComparison.Ordinal)));
        foreach (var secret in AlertHouse.Secrets) Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
    }
}
