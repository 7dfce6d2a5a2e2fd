using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tests.Feeds;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Alerts;

/// <summary>The service with local servers in the place of Slack, Discord, Telegram, a webhook's receiver and a mail server, at Tuesday 2026-03-03 12:00 UTC.</summary>
internal sealed class AlertHouse : IAsyncDisposable
{
    private AlertHouse(TestService service, ChatServer chat, SmtpServer mail, WatchedTime clock, GatedBlobs blobs, LinesOfLog log) =>
        (Service, Chat, Mail, Clock, Blobs, Log) = (service, chat, mail, clock, blobs, log);

    /// <summary>Everything that must never be seen.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
        [ChatServer.SlackToken, "discord-secret-token", "telegram-secret-token", ChatServer.WebhookSecret, "address-secret", SmtpServer.Password, "secret-place"];

    public TestService Service { get; }
    public ChatServer Chat { get; }
    public SmtpServer Mail { get; }
    public WatchedTime Clock { get; }
    public GatedBlobs Blobs { get; }
    public LinesOfLog Log { get; }

    public AlertService Alerts => Service.Get<AlertService>();
    public AlertRoutes Routes => Service.Get<AlertRoutes>();
    public AlertOutbox Outbox => Service.Get<AlertOutbox>();
    public AlertDispatcher Dispatcher => Service.Get<AlertDispatcher>();
    public AlertSubscriptions Subscriptions => Service.Get<AlertSubscriptions>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AlertHouse> CreateAsync(Servers servers, DatabaseKind kind = DatabaseKind.Sqlite, Func<ServiceSettings, ChatServer, ServiceSettings>? change = null)
    {
        var clock = new WatchedTime(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));
        var (chat, mail, log) = (await ChatServer.StartAsync(clock, Cancel), SmtpServer.Start(), new LinesOfLog());
        GatedBlobs blobs = null!;
        var service = await TestService.CreateAsync(servers, kind, settings =>
        {
            blobs = new GatedBlobs(Path.Combine(settings.DataFolder, "blobs"));
            settings = settings with
            {
                SmtpHost = "127.0.0.1", SmtpPort = mail.Port, SmtpUser = SmtpServer.User, SmtpPassword = SmtpServer.Password, SmtpFrom = SmtpServer.User, SmtpTls = "none",
                TelegramUrl = chat.TelegramUrl, TelegramToken = ChatServer.TelegramToken, AlertAllowPrivate = true,
            };
            return change?.Invoke(settings, chat) ?? settings;
        }, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IBlobStore>(blobs);
            services.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        });
        return new AlertHouse(service, chat, mail, clock, blobs, log);
    }

    /// <summary>Ann's route of a channel to the server that plays it, confirmed.</summary>
    public async Task<AlertRoute> RouteAsync(string channel, AlertRouteDraft? more = null, Caller? owner = null)
    {
        var route = await UnconfirmedAsync(channel, more, owner);
        var now = Clock.GetUtcNow().UtcDateTime;
        await Service.Database.WriteAsync(Caller.Service, db => db.AlertRoutes.Where(r => r.Id == route.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.ConfirmedAt, now), Cancel), Cancel);
        return route;
    }

    /// <summary>As it is when it was added.</summary>
    public async Task<AlertRoute> UnconfirmedAsync(string channel, AlertRouteDraft? more = null, Caller? owner = null) => (await Routes.AddAsync(owner ?? TestService.Ann, (more ?? new AlertRouteDraft()) with
    {
        Channel = channel,
        Address = channel switch
        {
            ChannelName.Email => "ann@example.org",
            ChannelName.Slack => Chat.SlackUrl.AbsoluteUri,
            ChannelName.Discord => Chat.DiscordUrl.AbsoluteUri,
            ChannelName.Telegram => ChatServer.TelegramChat,
            _ => Chat.WebhookUrl.AbsoluteUri,
        },
        Secret = channel == ChannelName.Webhook ? ChatServer.WebhookSecret : null,
    }, Cancel)).Route;

    /// <summary>Raises an alert of Ann's that is no repetition.</summary>
    public async Task<Alert> RaiseAsync(ChartRequest? chart = null, string kind = AlertKind.Setup, string? severity = null) =>
        (await Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = kind, Severity = severity, Symbol = "AAA", CoolDown = TimeSpan.Zero, Chart = chart }, Cancel))!;

    /// <summary>A chart that can be drawn.</summary>
    public async Task<ChartRequest> ChartAsync()
    {
        await Service.GiveBarsAsync(TestService.Ann, "DAX");
        return new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.D1, Agent = "ChartWatcher" };
    }

    /// <summary>Lets the two seconds pass that words wait for their picture; other parts wait for shorter times.</summary>
    public async Task PassPatienceAsync()
    {
        while (await Clock.PassAsync(TimeSpan.FromSeconds(2), Cancel) != TimeSpan.FromSeconds(2)) { }
    }

    /// <summary>The next message of a channel.</summary>
    public ValueTask<ReceivedMessage> NextAsync(string channel) => channel == ChannelName.Email ? Mail.NextAsync(Cancel) : Chat.NextAsync(Cancel);

    /// <summary>All messages that were accepted.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => [.. Chat.Messages, .. Mail.Mails];

    /// <summary>All deliveries, words before pictures.</summary>
    public Task<List<AlertDelivery>> DeliveriesAsync() => Service.Database.ReadAsync(
        Caller.Service, db => db.AlertDeliveries.AsNoTracking().OrderBy(d => d.Channel).ThenByDescending(d => d.Part).ToListAsync(Cancel), Cancel);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Chat.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
