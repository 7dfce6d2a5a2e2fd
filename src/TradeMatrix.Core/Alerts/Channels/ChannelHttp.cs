using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>
/// Sends to addresses that users give. The address is looked at when the connection is made, so that a name that leads into the
/// private network is refused whenever it does; redirections are not followed, and no proxy stands between.
/// </summary>
public sealed class ChannelHttp : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15), LongestWait = TimeSpan.FromDays(1);
    private const int LargestAnswer = 64 << 10, LongestAddress = 1000;

    private readonly bool _allowsPrivate;
    private readonly TimeProvider _clock;
    private readonly HttpClient _guarded, _trusted;

    public ChannelHttp(ServiceSettings settings, TimeProvider clock)
    {
        (_allowsPrivate, _clock) = (settings.AlertAllowPrivate, clock);
        _guarded = Client(_allowsPrivate ? null : ConnectAsync);
        _trusted = Client(null);
    }

    /// <summary>What is wrong with a user's webhook; the address itself may be a secret and is left out.</summary>
    public IEnumerable<SpecProblem> Check(string address)
    {
        var isGood = address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            && (_allowsPrivate ? url.Scheme is "https" or "http" : url.Scheme == "https" && !(IPAddress.TryParse(url.IdnHost, out var ip) && !PublicAddress.Is(ip)));
        if (!isGood) yield return new SpecProblem("address", "…", _allowsPrivate ? "an http or https address" : "an https address of a public host, without a user or a fragment");
    }

    /// <summary>The host of an address; path and query may be secret.</summary>
    public static string Hint(string address) => new Uri(address).GetLeftPart(UriPartial.Authority) + "/…";

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="isTrusted">Whether the address is the operator's.</param>
    /// <param name="waitOf">Reads from a refusal's JSON how long to wait.</param>
    /// <returns>The answer's text.</returns>
    /// <exception cref="ChannelException">There was no answer, or none of success.</exception>
    public async Task<string> SendAsync(HttpRequestMessage request, bool isTrusted, Func<JsonNode, TimeSpan?>? waitOf, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await (isTrusted ? _trusted : _guarded).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var body = await BodyAsync(response, either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? body : throw Refusal(response, body, waitOf);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException($"no answer within {Timeout.TotalSeconds} s");
        }
        catch (HttpRequestException e) when (e.InnerException is ChannelException refusal)
        {
            throw new ChannelException(refusal.Message, refusal.IsPermanent);
        }
        catch (HttpRequestException e)
        {
            // The message may name the address.
            throw new ChannelException($"the connection failed ({e.HttpRequestError})");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _guarded.Dispose();
        _trusted.Dispose();
    }

    /// <summary>As much of an answer's text as can be read, whatever charset it names; the status alone decides.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (bytes, count) = (new byte[LargestAnswer], 0);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false)) count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private ChannelException Refusal(HttpResponseMessage response, string body, Func<JsonNode, TimeSpan?>? waitOf)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        } ?? WaitIn(body, waitOf);
        if (wait is { } w) wait = w < TimeSpan.Zero ? TimeSpan.Zero : w > LongestWait ? LongestWait : w;
        return new ChannelException($"the receiver answered with status {status}", isPermanent: status is < 500 and not (408 or 425 or 429), wait);
    }

    private static TimeSpan? WaitIn(string body, Func<JsonNode, TimeSpan?>? waitOf)
    {
        try
        {
            return waitOf is not null && JsonNode.Parse(body) is JsonObject answer ? waitOf(answer) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectTimeout = TimeSpan.FromSeconds(10), ConnectCallback = connect,
            // Addresses with a token in them are for no trace.
            ActivityHeadersPropagator = null,
        };
        var client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("TradeMatrix");
        return client;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        // A name that leads to both is somebody's attempt.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, PublicAddress.Is)) throw new ChannelException("the address must not lead into a private network", isPermanent: true);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
