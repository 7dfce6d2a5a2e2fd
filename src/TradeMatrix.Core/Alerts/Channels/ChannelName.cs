namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Ways to reach a person or a program.</summary>
public static class ChannelName
{
    public const string Email = "email";
    public const string Slack = "slack";
    public const string Discord = "discord";
    public const string Telegram = "telegram";
    public const string Webhook = "webhook";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Email, Slack, Discord, Telegram, Webhook];
}
