using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Alerts.Channels;

namespace TradeMatrix.Core.Alerts;

/// <summary>Registers alerts and their channels.</summary>
public static class AlertServices
{
    /// <summary>Registers all of it; the dispatcher also has to be hosted.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<ChannelHttp>();
        services.AddSingleton<IAlertChannel, EmailChannel>();
        services.AddSingleton<IAlertChannel, SlackChannel>();
        services.AddSingleton<IAlertChannel, DiscordChannel>();
        services.AddSingleton<IAlertChannel, TelegramChannel>();
        services.AddSingleton<IAlertChannel, WebhookChannel>();
        services.AddSingleton<OwnRoutes>();
        services.AddSingleton<AlertSignal>();
        services.AddSingleton<AlertService>();
        services.AddSingleton<AlertRoutes>();
        services.AddSingleton<AlertRouteCodes>();
        services.AddSingleton<AlertOutbox>();
        services.AddSingleton<AlertPictures>();
        services.AddSingleton<AlertSubscriptions>();
        services.AddSingleton<AlertDispatcher>();
        return services;
    }
}
