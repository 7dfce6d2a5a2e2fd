using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>
/// Draws charts at chart-img.com. Safe for parallel use; one instance holds the state of its keys and of the circuit breaker, so
/// there is to be one a process.
/// </summary>
public sealed class ChartImgClient
{
    /// <summary>Largest picture taken, bytes.</summary>
    public const int LargestPicture = 32 << 20;

    private const int LargestMessage = 64 << 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), RefusedKeyRests = TimeSpan.FromHours(1), LongestRest = TimeSpan.FromDays(1);

    private readonly HttpClient _http;
    private readonly ChartImgSettings _settings;
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly KeyRotation _keys;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Makes the client.</summary>
    /// <param name="http">Sends; its handler is one of <see cref="CreateHandler"/>, its own time-out is not needed.</param>
    /// <param name="settings">Address, keys and limits.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no key, or one that no header can hold.</exception>
    public ChartImgClient(HttpClient http, ChartImgSettings settings, TimeProvider time)
    {
        if (settings.Keys.Count == 0) throw new ArgumentException("Keys: at least one API key is needed", nameof(settings));
        for (var i = 0; i < settings.Keys.Count; i++)
        {
            if (settings.Keys[i].Length == 0 || settings.Keys[i].Any(c => c is <= ' ' or > '~'))
                throw new ArgumentException($"Keys[{i}]: must be printable ASCII without spaces", nameof(settings));
        }
        (_http, _settings, _time) = (http, settings, time);
        _root = settings.BaseUrl.AbsoluteUri.TrimEnd('/') + "/v2/tradingview/";
        _keys = new KeyRotation(settings.Keys.Count, time);
        _pipeline = CreatePipeline();
    }

    /// <summary>A handler that follows no redirection, which would carry the key to another host.</summary>
    public static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>Draws a chart.</summary>
    /// <param name="spec">What to show; its symbol is <c>EXCHANGE:SYMBOL</c>.</param>
    /// <param name="format">PNG or JPEG.</param>
    /// <param name="session">The user's session at TradingView, or null.</param>
    /// <param name="reserve">
    /// Reserves one call of the quota. Awaited before every call that is sent, repeated ones too; what it throws ends the attempts
    /// and reaches the caller.
    /// </param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="UnsupportedByUpstreamException">The service cannot draw this chart.</exception>
    /// <exception cref="UpstreamException">The service did not draw it.</exception>
    public async Task<byte[]> DrawAsync(ChartSpec spec, PictureFormat format, TradingViewSession? session, Func<CancellationToken, Task> reserve, CancellationToken cancellationToken)
    {
        var call = new Call("advanced-chart", UpstreamRequest.Write(spec, format), _settings.Timeout, session, reserve, bytes => PictureCheck.Problem(bytes, format, spec.Width, spec.Height));
        return (await CallAsync(call, cancellationToken).ConfigureAwait(false)).Body;
    }

    /// <summary>Draws a layout that is saved at TradingView.</summary>
    /// <param name="id">Id of the layout, letters and digits.</param>
    /// <param name="stores">Whether the service keeps the picture and answers with its address.</param>
    /// <param name="body">The request's body, which is passed on.</param>
    /// <param name="session">The user's session at TradingView, or null.</param>
    /// <param name="reserve">As of <see cref="DrawAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="UpstreamException">The service did not draw it.</exception>
    public Task<UpstreamAnswer> LayoutAsync(string id, bool stores, string body, TradingViewSession? session, Func<CancellationToken, Task> reserve, CancellationToken cancellationToken) => CallAsync(
        new Call(stores ? $"layout-chart/storage/{id}" : $"layout-chart/{id}", body, _settings.Timeout * 2, session, reserve, bytes => bytes.Length == 0 ? "the answer is empty" : null), cancellationToken);

    private async Task<UpstreamAnswer> CallAsync(Call call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await TryKeysAsync(call, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            throw new UpstreamException(UpstreamFailure.Unavailable, "nothing was sent: the last calls all failed", inner: e);
        }
    }

    /// <summary>Repeats around a circuit breaker, which so counts every attempt.</summary>
    private ResiliencePipeline CreatePipeline()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        if (_settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _settings.Retries,
                ShouldHandle = new PredicateBuilder().Handle<UpstreamException>(IsTransient),
                // 1 s, 2 s, … each a quarter more or less, so that callers who failed together do not return together.
                DelayGenerator = static a => ValueTask.FromResult<TimeSpan?>(FirstPause * Math.Pow(2, a.AttemptNumber) * (0.75 + (Random.Shared.NextDouble() / 2))),
            });
        }
        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            MinimumThroughput = 5,
            FailureRatio = 0.8,
            SamplingDuration = TimeSpan.FromMinutes(5),
            BreakDuration = TimeSpan.FromMinutes(1),
            ShouldHandle = new PredicateBuilder().Handle<UpstreamException>(e => e.Kind is UpstreamFailure.Unavailable or UpstreamFailure.TimedOut or UpstreamFailure.BadAnswer),
        }).Build();
    }

    private static bool IsTransient(UpstreamException e) =>
        e.Kind == UpstreamFailure.TimedOut
        || (e.Kind == UpstreamFailure.Unavailable && e.Status is null or HttpStatusCode.InternalServerError or HttpStatusCode.GatewayTimeout);

    /// <summary>One attempt: the next key, and when that is refused the one after it, each at most once.</summary>
    private async Task<UpstreamAnswer> TryKeysAsync(Call call, CancellationToken cancellationToken)
    {
        for (var left = _settings.Keys.Count; ; left--)
        {
            var key = _keys.Take();
            await call.Reserve(cancellationToken).ConfigureAwait(false);
            try
            {
                return await SendAsync(call, _settings.Keys[key], cancellationToken).ConfigureAwait(false);
            }
            catch (UpstreamException e) when (e.RetryAt is not null)
            {
                _keys.Rest(key, e);
                if (left == 1) throw _keys.Resting() ?? e;
            }
        }
    }

    private async Task<UpstreamAnswer> SendAsync(Call call, string key, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(call.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _root + call.Path) { Content = new StringContent(call.Body, Encoding.UTF8, MediaTypeNames.Application.Json) };
            request.Headers.Add("x-api-key", key);
            if (call.Session is { } session)
            {
                request.Headers.TryAddWithoutValidation("tradingview-session-id", session.Id);
                request.Headers.TryAddWithoutValidation("tradingview-session-id-sign", session.Sign);
            }
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var said = await SaidAsync(response, deadline.Token, cancellationToken).ConfigureAwait(false);
                throw Failure(response, said.Replace(key, "…", StringComparison.Ordinal));
            }
            await response.Content.LoadIntoBufferAsync(LargestPicture, either.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return call.Check(bytes) is { } problem
                ? throw new UpstreamException(UpstreamFailure.BadAnswer, problem, response.StatusCode)
                : new UpstreamAnswer((int)response.StatusCode, bytes, response.Content.Headers.ContentType?.ToString() ?? MediaTypeNames.Application.Octet);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(UpstreamFailure.TimedOut, string.Create(CultureInfo.InvariantCulture, $"no answer within {call.Timeout.TotalSeconds:0.#} s"), inner: e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new UpstreamException(UpstreamFailure.BadAnswer, $"the answer is larger than {LargestPicture >> 20} MB", inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new UpstreamException(UpstreamFailure.Unavailable, "the connection failed", inner: e);
        }
    }

    /// <summary>What a failure's body says; empty when it does not arrive, for the status has, and decides what follows.</summary>
    private static async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken deadline, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline);
        var body = new byte[LargestMessage];
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, either.Token).ConfigureAwait(false);
            return UpstreamMessage.Read(body.AsSpan(0, length));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "";
        }
    }

    private UpstreamException Failure(HttpResponseMessage response, string said)
    {
        var status = response.StatusCode;
        var message = said.Length > 0 ? said : string.Create(CultureInfo.InvariantCulture, $"status {(int)status}");
        return (int)status switch
        {
            429 => new(UpstreamFailure.RateLimited, message, status, LimitEnds(response, said)),
            401 => new(UpstreamFailure.Refused, message, status, _time.GetUtcNow() + RefusedKeyRests),
            // The other 403s are about the request: larger or with more studies than the plan has.
            403 when said is "Forbidden" or "" => new(UpstreamFailure.Refused, message, status, _time.GetUtcNow() + RefusedKeyRests),
            >= 400 and < 500 => new(UpstreamFailure.Refused, message, status),
            >= 500 => new(UpstreamFailure.Unavailable, message, status),
            _ => new(UpstreamFailure.BadAnswer, message, status),
        };
    }

    /// <summary>When a key may be used again: the next UTC day, or what the answer says, or the next second.</summary>
    private DateTimeOffset LimitEnds(HttpResponseMessage response, string said)
    {
        var now = _time.GetUtcNow();
        if (said == "Limit Exceeded") return new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => TimeSpan.Zero,
        };
        var nextSecond = TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond));
        return now + TimeSpan.FromTicks(Math.Clamp(wait.Ticks, nextSecond.Ticks, LongestRest.Ticks));
    }

    /// <param name="Check">What is wrong with an answer's bytes; null when nothing is.</param>
    private sealed record Call(string Path, string Body, TimeSpan Timeout, TradingViewSession? Session, Func<CancellationToken, Task> Reserve, Func<byte[], string?> Check);
}
