using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace TradeMatrix.Testing.Alerts;

/// <summary>Plays a mail server on a free loopback port: AUTH PLAIN and LOGIN, refusals, and faults in the order they are asked for, one a session.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>The only good ones.</summary>
    public const string User = "alerts@example.org", Password = "smtp-secret-password";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<SmtpFault> _faults = new();
    private readonly ConcurrentQueue<ReceivedMessage> _mails = new();
    private readonly Channel<ReceivedMessage> _arrivals = Channel.CreateUnbounded<ReceivedMessage>();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;

    private SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every mail accepted so far.</summary>
    public IReadOnlyList<ReceivedMessage> Mails => [.. _mails];

    /// <summary>Starts a server.</summary>
    public static SmtpServer Start() => new();

    /// <summary>The next sessions meet these, one each, and then all is well again.</summary>
    public void Fail(params IEnumerable<SmtpFault> faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    /// <summary>The next mail that is accepted, or one that was and was not yet asked for.</summary>
    public ValueTask<ReceivedMessage> NextAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        SmtpFault? fault = _faults.TryDequeue(out var next) ? next : null;
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream(), fault);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has left.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream, SmtpFault? fault)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (fault == SmtpFault.Silence)
        {
            await reader.ReadLineAsync(_end.Token);
            return;
        }
        var isKnown = false;
        await SayAsync("220 mail.example.org ESMTP");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync("250-mail.example.org\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN");
                    break;
                case "AUTH":
                    isKnown = await AuthenticateAsync(line);
                    await SayAsync(isKnown ? "235 2.7.0 Authentication successful" : "535 5.7.8 Error: authentication failed");
                    break;
                case "MAIL":
                    await SayAsync(isKnown ? "250 2.1.0 Ok" : "530 5.7.0 Authentication required");
                    break;
                case "RCPT":
                    await SayAsync(fault switch { SmtpFault.BusyMailbox => "450 4.2.0 Mailbox busy", SmtpFault.UnknownMailbox => "550 5.1.1 No such user", _ => "250 2.1.5 Ok" });
                    break;
                case "DATA":
                    await SayAsync("354 End data with <CR><LF>.<CR><LF>");
                    if (fault == SmtpFault.BrokenOff)
                    {
                        await reader.ReadLineAsync(_end.Token);
                        return;
                    }
                    var mail = await ReadMailAsync();
                    if (fault == SmtpFault.FullDisk)
                    {
                        await SayAsync("451 4.3.1 Insufficient system storage");
                        break;
                    }
                    Accept(mail);
                    if (fault == SmtpFault.LostAnswer) return;
                    await SayAsync("250 2.0.0 Ok: queued");
                    break;
                case "QUIT":
                    await SayAsync("221 2.0.0 Bye");
                    return;
                default:
                    await SayAsync(verb is "RSET" or "NOOP" ? "250 2.0.0 Ok" : "502 5.5.2 Error: command not recognized");
                    break;
            }
        }

        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _end.Token);

        async Task<bool> AuthenticateAsync(string line)
        {
            var words = line.Split(' ');
            if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
            {
                var given = words.Length > 2 ? words[2] : await AskAsync("");
                return Decode(given) == $"\0{User}\0{Password}";
            }
            return Decode(words.Length > 2 ? words[2] : await AskAsync("VXNlcm5hbWU6")) == User & Decode(await AskAsync("UGFzc3dvcmQ6")) == Password;
        }

        async Task<string> AskAsync(string question)
        {
            await SayAsync("334 " + question);
            return await reader.ReadLineAsync(_end.Token) ?? "";
        }

        async Task<string> ReadMailAsync()
        {
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(_end.Token) is { } line and not ".") mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            return mail.ToString();
        }
    }

    private void Accept(string content)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(content));
        using var mail = MimeMessage.Load(stream);
        byte[]? picture = null;
        if (mail.BodyParts.OfType<MimePart>().FirstOrDefault(p => p.ContentType.IsMimeType("image", "png")) is { } image)
        {
            using var bytes = new MemoryStream();
            image.Content!.DecodeTo(bytes);
            picture = bytes.ToArray();
        }
        var received = new ReceivedMessage("email", content, mail.MessageId ?? "") { Picture = picture, ReplyTo = mail.InReplyTo };
        _mails.Enqueue(received);
        _arrivals.Writer.TryWrite(received);
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
