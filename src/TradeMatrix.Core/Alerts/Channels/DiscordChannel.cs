using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Discord's webhooks: an embed, with the picture attached. Nobody is mentioned, whatever the text says.</summary>
public sealed partial class DiscordChannel(ChannelHttp http) : IAlertChannel
{
    private static readonly Dictionary<string, int> Colors = new(StringComparer.Ordinal)
    {
        [AlertSeverity.Info] = 0x2962FF, [AlertSeverity.Warning] = 0xF9A825, [AlertSeverity.Critical] = 0xD32F2F,
    };

    /// <inheritdoc/>
    public string Name => ChannelName.Discord;

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
        // With wait=true the answer comes after the message is there, and names it.
        var address = new UriBuilder(message.Address);
        address.Query = address.Query.Length > 1 ? address.Query + "&wait=true" : "?wait=true";
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Uri) { Content = BodyOf(message) };
        var answer = await http.SendAsync(request, message.IsTrusted, a => a["retry_after"] is { } wait ? TimeSpan.FromSeconds((double)wait) : null, cancellationToken).ConfigureAwait(false);
        return JsonText.Find(answer, "id");
    }

    private static MultipartFormDataContent BodyOf(AlertMessage message)
    {
        var embed = new JsonObject { ["title"] = Escape(message.Alert.Title), ["color"] = Colors[message.Alert.Severity], ["timestamp"] = message.Alert.TriggeredAt };
        if (message.HasWords) embed["description"] = Escape(message.Alert.Text);
        var payload = new JsonObject { ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() }, ["embeds"] = new JsonArray(embed) };
        var form = new MultipartFormDataContent();
        if (message.Picture is { } picture)
        {
            embed["image"] = new JsonObject { ["url"] = "attachment://" + AlertPicture.FileName };
            payload["attachments"] = new JsonArray(new JsonObject { ["id"] = 0, ["description"] = picture.AltText.Length > 1024 ? picture.AltText[..1024] : picture.AltText });
            form.Add(new ByteArrayContent(picture.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(AlertPicture.MediaType) } }, "files[0]", AlertPicture.FileName);
        }
        form.Add(new StringContent(payload.ToJsonString()), "payload_json");
        return form;
    }

    /// <summary>A backslash before each sign that Markdown or a mention begins with.</summary>
    private static string Escape(string text) => Sign().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_~|>#\[\]()<@:/-]")]
    private static partial Regex Sign();
}
