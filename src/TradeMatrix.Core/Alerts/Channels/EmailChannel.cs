using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Mail by the installation's SMTP server, as text and as HTML with the picture inside; with a report comes its PDF.</summary>
public sealed class EmailChannel(ServiceSettings settings, ReportStore reports, TimeProvider clock) : IAlertChannel
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that most mail servers take.</summary>
    private const int LargestAttachment = 10 << 20;

    private static readonly Dictionary<string, SecureSocketOptions> Security = new(StringComparer.Ordinal)
    {
        ["auto"] = SecureSocketOptions.Auto, ["none"] = SecureSocketOptions.None, ["starttls"] = SecureSocketOptions.StartTls, ["tls"] = SecureSocketOptions.SslOnConnect,
    };

    /// <summary>What <c>SMTP_TLS</c> may be.</summary>
    internal static string[] TlsModes { get; } = [.. Security.Keys];

    /// <inheritdoc/>
    public string Name => ChannelName.Email;

    /// <inheritdoc/>
    public IEnumerable<SpecProblem> Check(string address, string? secret)
    {
        if (!IsAddress(address)) yield return new SpecProblem("address", address, "a mail address, such as ann@example.org");
        if (settings.SmtpHost is null) yield return new SpecProblem("channel", Name, "another one, for SMTP_HOST is not set");
        if (secret is not null) yield return new SpecProblem("secret", "…", "left out");
    }

    /// <summary>Whether a text is one mail address and no more.</summary>
    internal static bool IsAddress(string text) =>
        text.Length is > 2 and <= 254 && !text.Any(c => c is <= ' ' or ',' or ';' or '<' or '>' || char.IsControl(c)) && text.IndexOf('@') is var at && at > 0 && at == text.LastIndexOf('@')
        && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text;

    /// <inheritdoc/>
    public string Hint(string address) => $"{address[0]}…{address[address.IndexOf('@', StringComparison.Ordinal)..]}";

    /// <inheritdoc/>
    public bool SendsByOperator(string? secret) => true;

    /// <inheritdoc/>
    public async Task<string?> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if (settings.SmtpHost is not { } host) throw new ChannelException("SMTP_HOST must be set", isPermanent: true);
        using var mail = Write(message, message.HasWords ? await ReportAsync(message.Alert, cancellationToken).ConfigureAwait(false) : null);
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
            await client.ConnectAsync(host, settings.SmtpPort, Security[settings.SmtpTls], either.Token).ConfigureAwait(false);
            if (settings.SmtpUser is { } user) await client.AuthenticateAsync(user, settings.SmtpPassword ?? "", either.Token).ConfigureAwait(false);
            await client.SendAsync(mail, either.Token).ConfigureAwait(false);
            // The server has taken it: what goes wrong from here on is no failure. Disposing closes the connection.
            return mail.MessageId;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException($"the mail server did not answer within {Timeout.TotalSeconds} s");
        }
        catch (SmtpCommandException e)
        {
            throw new ChannelException($"the mail server answered {(int)e.StatusCode} ({e.ErrorCode})", isPermanent: (int)e.StatusCode >= 500);
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException or ProtocolException or ServiceNotAuthenticatedException or NotSupportedException)
        {
            // These messages may quote what was sent.
            throw new ChannelException($"the mail server refused the session ({e.GetType().Name})");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ChannelException("the connection to the mail server failed");
        }
    }

    /// <summary>The PDF of the report that an alert tells of; null when it tells of none, or the file has gone or is too large for a mail.</summary>
    private async Task<byte[]?> ReportAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (alert.Kind != AlertKind.Report || alert.UserId is not { } user || (string?)JsonNode.Parse(alert.Context)?["report_id"] is not { } text || !Guid.TryParse(text, out var id)) return null;
        var owner = user == Caller.Local.UserId ? Caller.Local : Caller.User(user);
        try
        {
            var file = await reports.OpenAsync(owner, await reports.GetAsync(owner, id, cancellationToken).ConfigureAwait(false), "pdf", cancellationToken).ConfigureAwait(false);
            return file.Length <= LargestAttachment ? file : null;
        }
        catch (ServiceException)
        {
            // Removed since: the words still tell that it was there.
            return null;
        }
    }

    private MimeMessage Write(AlertMessage message, byte[]? report)
    {
        var (alert, from) = (message.Alert, MailboxAddress.Parse(settings.SmtpFrom ?? settings.SmtpUser ?? "tradematrix@localhost"));
        var mail = new MimeMessage { Subject = message.HasWords ? alert.Title : "Re: " + alert.Title, Date = clock.GetUtcNow(), MessageId = $"{message.Id:N}@{from.Domain}" };
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(message.Address));
        if (alert.Severity == AlertSeverity.Critical) mail.Importance = MessageImportance.High;
        // Tells other programs that no person wrote it: https://www.rfc-editor.org/rfc/rfc3834
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (!message.HasWords && message.WordsReceipt is { } words)
        {
            mail.InReplyTo = words;
            mail.References.Add(words);
        }
        var body = new BodyBuilder { TextBody = message.HasWords ? alert.Text : message.Picture?.AltText ?? "" };
        var html = message.HasWords ? $"<h2>{WebUtility.HtmlEncode(alert.Title)}</h2><p>{WebUtility.HtmlEncode(alert.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>" : "";
        if (message.Picture is { } picture)
        {
            var image = body.LinkedResources.Add(AlertPicture.FileName, picture.Bytes, new ContentType("image", "png"));
            image.ContentId = MimeUtils.GenerateMessageId(from.Domain);
            html += $"""<p><img src="cid:{image.ContentId}" alt="{WebUtility.HtmlEncode(picture.AltText)}" style="max-width:100%"></p>""";
        }
        if (report is not null) body.Attachments.Add("report.pdf", report, new ContentType("application", "pdf"));
        body.HtmlBody = $"<!doctype html><html><body>{html}</body></html>";
        mail.Body = body.ToMessageBody();
        return mail;
    }
}
