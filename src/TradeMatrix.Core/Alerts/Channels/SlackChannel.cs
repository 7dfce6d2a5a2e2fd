using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>
/// Slack's incoming webhooks. All text is of the type <c>plain_text</c>, in which nothing is a mention, a link or a format. Slack
/// fetches a picture from its public address; without <c>PUBLIC_URL</c> a note stands in its place.
/// </summary>
public sealed class SlackChannel(ChannelHttp http) : IAlertChannel
{
    /// <inheritdoc/>
    public string Name => ChannelName.Slack;

    /// <inheritdoc/>
    public IEnumerable<SpecProblem> Check(string address, string? secret)
    {
        foreach (var problem in http.Check(address)) yield return problem;
        if (secret is not null) yield return new SpecProblem("secret", "…", "left out: the address holds it");
    }

    /// <inheritdoc/>
    public string Hint(string address) => ChannelHttp.Hint(address);

    /// <inheritdoc/>
    public async Task<string?> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Address) { Content = JsonContent.Create(BodyOf(message)) };
        await http.SendAsync(request, message.IsTrusted, null, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static JsonObject BodyOf(AlertMessage message)
    {
        var blocks = new JsonArray();
        if (message.HasWords)
        {
            blocks.Add((JsonNode)new JsonObject { ["type"] = "header", ["text"] = Plain(message.Alert.Title) });
            blocks.Add((JsonNode)new JsonObject { ["type"] = "section", ["text"] = Plain(message.Alert.Text) });
        }
        if (message.Picture is { } picture)
        {
            blocks.Add((JsonNode)(picture.Url is { } url
                ? new JsonObject { ["type"] = "image", ["image_url"] = url.AbsoluteUri, ["alt_text"] = picture.AltText is { Length: > 0 and <= 2000 } alt ? alt : "Chart" }
                : new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Plain($"The chart is kept as snapshot {picture.SnapshotId}; it is shown here when PUBLIC_URL is set.")) }));
        }
        // What notifications show. Without these three characters nothing in it is a mention or a link: https://docs.slack.dev/messaging/formatting-message-text
        var text = message.Alert.Title.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return new JsonObject { ["text"] = text, ["mrkdwn"] = false, ["unfurl_links"] = false, ["blocks"] = blocks };
    }

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text.Length > 0 ? text : " ", ["emoji"] = false };
}
