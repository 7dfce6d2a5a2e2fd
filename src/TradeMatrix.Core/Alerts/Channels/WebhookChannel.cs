using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Signed JSON to an address. The header <c>Idempotency-Key</c> is the same each time an event is sent again.</summary>
public sealed class WebhookChannel(ChannelHttp http, TimeProvider clock) : IAlertChannel
{
    private const int ShortestSecret = 16, LongestSecret = 200;

    /// <inheritdoc/>
    public string Name => ChannelName.Webhook;

    /// <inheritdoc/>
    public IEnumerable<SpecProblem> Check(string address, string? secret)
    {
        foreach (var problem in http.Check(address)) yield return problem;
        if (secret is { Length: < ShortestSecret or > LongestSecret }) yield return new SpecProblem("secret", "…", $"{ShortestSecret} to {LongestSecret} characters long");
    }

    /// <inheritdoc/>
    public string Hint(string address) => ChannelHttp.Hint(address);

    /// <inheritdoc/>
    public async Task<string?> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(BodyOf(message));
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", message.Id.ToString());
        request.Headers.Add("X-TradeMatrix-Event", message.Event);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (message.Secret is { } secret) request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(secret, timestamp, body));
        await http.SendAsync(request, message.IsTrusted, null, cancellationToken).ConfigureAwait(false);
        return message.Id.ToString();
    }

    private static JsonObject BodyOf(AlertMessage message)
    {
        var alert = message.Alert;
        return new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["event"] = message.Event,
            ["alert"] = new JsonObject
            {
                ["id"] = alert.Id.ToString(), ["kind"] = alert.Kind, ["severity"] = alert.Severity, ["symbol"] = alert.Symbol, ["title"] = alert.Title, ["text"] = alert.Text,
                ["level_type"] = alert.LevelType, ["target_price"] = alert.TargetPrice, ["direction"] = alert.Direction, ["context"] = JsonNode.Parse(alert.Context),
                ["triggered_at"] = alert.TriggeredAt, ["expires_at"] = alert.ExpiresAt,
            },
            ["picture"] = message.Picture is { } picture
                ? new JsonObject { ["snapshot_id"] = picture.SnapshotId.ToString(), ["url"] = picture.Url?.AbsoluteUri, ["media_type"] = AlertPicture.MediaType, ["alt_text"] = picture.AltText, ["base64"] = Convert.ToBase64String(picture.Bytes) }
                : null,
        };
    }
}
