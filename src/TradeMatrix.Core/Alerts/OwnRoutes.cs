using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts;

/// <summary>
/// The installation's own routes, one a channel, from the settings alone. They get what concerns the whole service, and on an
/// embedded installation everything, for there the operator is the user.
/// </summary>
public sealed class OwnRoutes(ServiceSettings settings)
{
    private readonly Dictionary<string, (string Address, string? Secret)> _routes = Read(settings);

    /// <summary>Channels that are set up.</summary>
    public IReadOnlyCollection<string> Channels => _routes.Keys;

    /// <summary>Address and secret of a channel's route; null when it is not set up.</summary>
    internal (string Address, string? Secret)? Find(string channel) => _routes.TryGetValue(channel, out var route) ? route : null;

    /// <summary>Whether alerts of an owner go to these routes.</summary>
    internal bool Serve(Guid? owner) => owner is null || (settings.IsEmbedded && owner == Caller.Local.UserId);

    private static Dictionary<string, (string Address, string? Secret)> Read(ServiceSettings settings)
    {
        var routes = new Dictionary<string, (string Address, string? Secret)>(StringComparer.Ordinal);
        if (settings is { SmtpHost: not null, AlertEmail: { } mail }) routes[ChannelName.Email] = (mail, null);
        if (settings.SlackUrl is { } slack) routes[ChannelName.Slack] = (slack.AbsoluteUri, null);
        if (settings.DiscordUrl is { } discord) routes[ChannelName.Discord] = (discord.AbsoluteUri, null);
        if (settings is { TelegramToken: not null, TelegramChat: { } chat }) routes[ChannelName.Telegram] = (chat, null);
        if (settings.AlertWebhookUrl is { } hook) routes[ChannelName.Webhook] = (hook.AbsoluteUri, settings.AlertWebhookSecret);
        return routes;
    }
}
