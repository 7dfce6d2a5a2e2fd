using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>A bot of Telegram. The address is a chat, the secret a bot's token; without one the installation's bot writes.</summary>
public sealed partial class TelegramChannel(ChannelHttp http, ServiceSettings settings) : IAlertChannel
{
    /// <summary>Longest caption of a picture, characters: https://core.telegram.org/bots/api#sendphoto.</summary>
    private const int LongestCaption = 1024;

    /// <inheritdoc/>
    public string Name => ChannelName.Telegram;

    /// <inheritdoc/>
    public IEnumerable<SpecProblem> Check(string address, string? secret)
    {
        if (!Chat().IsMatch(address)) yield return new SpecProblem("address", address, "a chat's number, or the @name of a channel");
        if (secret is not null && !Token().IsMatch(secret)) yield return new SpecProblem("secret", "…", "a bot's token, such as 123456:ABC");
        if (secret is null && settings.TelegramToken is null) yield return new SpecProblem("secret", "missing", "a bot's token, for TELEGRAM_BOT_TOKEN is not set");
    }

    /// <inheritdoc/>
    public string Hint(string address) => "…" + address[^Math.Min(3, address.Length - 1)..];

    /// <inheritdoc/>
    public bool SendsByOperator(string? secret) => secret is null;

    /// <inheritdoc/>
    public async Task<string?> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if ((message.Secret ?? settings.TelegramToken) is not { } token) throw new ChannelException("TELEGRAM_BOT_TOKEN must be set", isPermanent: true);
        var words = $"<b>{WebUtility.HtmlEncode(message.Alert.Title)}</b>\n{WebUtility.HtmlEncode(message.Alert.Text)}";
        using var form = new MultipartFormDataContent { { new StringContent(message.Address), "chat_id" } };
        if (message.Picture is { } picture)
        {
            form.Add(new ByteArrayContent(picture.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(AlertPicture.MediaType) } }, "photo", AlertPicture.FileName);
            // Entities count as what they show, so that the words always fit.
            form.Add(new StringContent(message.HasWords ? words : WebUtility.HtmlEncode(picture.AltText.Length > LongestCaption ? picture.AltText[..LongestCaption] : picture.AltText)), "caption");
            if (!message.HasWords && long.TryParse(message.WordsReceipt, NumberStyles.None, CultureInfo.InvariantCulture, out var replied))
                form.Add(new StringContent($$"""{"message_id":{{replied}},"allow_sending_without_reply":true}"""), "reply_parameters");
        }
        else
        {
            form.Add(new StringContent(words), "text");
            form.Add(new StringContent("""{"is_disabled":true}"""), "link_preview_options");
        }
        form.Add(new StringContent("HTML"), "parse_mode");
        var address = new Uri(settings.TelegramUrl, $"/bot{token}/{(message.Picture is null ? "sendMessage" : "sendPhoto")}");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        // The address is the operator's; the user gave the chat alone.
        var answer = await http.SendAsync(request, isTrusted: true, a => a["parameters"]?["retry_after"] is { } wait ? TimeSpan.FromSeconds((double)wait) : null, cancellationToken).ConfigureAwait(false);
        return JsonText.Find(answer, "result", "message_id");
    }

    [GeneratedRegex("^(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,60})$")]
    private static partial Regex Chat();

    [GeneratedRegex("^[0-9]{1,20}:[A-Za-z0-9_-]{1,100}$")]
    private static partial Regex Token();
}
