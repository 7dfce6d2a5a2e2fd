using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace TradeMatrix.Core.Feeds.Http;

/// <summary>Calls one vendor. After the vendor has refused a call for there being too many, nothing is sent until it may be.</summary>
/// <param name="feed">Name of the feed, and of its client at the factory.</param>
/// <param name="http">The factory.</param>
/// <param name="time">The clock.</param>
/// <param name="key">The vendor's API key, which no message may hold; null when there is none.</param>
internal sealed class FeedClient(string feed, IHttpClientFactory http, TimeProvider time, string? key = null)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    /// <summary>The limiters that do not tell how long to wait look at a minute.</summary>
    private static readonly TimeSpan LimitWindow = TimeSpan.FromMinutes(1);

    private long _restsUntil;

    /// <summary>The API key; null when there is none.</summary>
    public string? Key => key;

    /// <summary>The present, Unix milliseconds UTC.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Fetches an address below the vendor's.</summary>
    /// <param name="symbol">The symbol it is about, for messages.</param>
    /// <param name="address">Path and query, escaped, without a slash before it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="FeedException">There was no answer, or one that tells of an error at the vendor.</exception>
    public async Task<FeedAnswer> GetAsync(string symbol, string address, CancellationToken cancellationToken)
    {
        var rest = TimeSpan.FromMilliseconds(Interlocked.Read(ref _restsUntil) - Now);
        if (rest > TimeSpan.Zero) throw Failure(symbol, FeedFailure.RateLimited, "nothing was sent: the vendor asked to wait", rest);
        try
        {
            using var client = http.CreateClient(feed);
            var uri = new Uri(address, UriKind.Relative);
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var retryAfter = FeedPipeline.RetryAfter(response, time);
            if (response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout)
                throw Failure(symbol, FeedFailure.Unavailable, $"the vendor answered with status {(int)response.StatusCode}", retryAfter);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new FeedAnswer(response.StatusCode, body, response.Headers, retryAfter);
        }
        catch (BrokenCircuitException e)
        {
            throw Failure(symbol, FeedFailure.Unavailable, "nothing was sent: the last calls all failed", FeedPipeline.Break, e);
        }
        catch (RateLimiterRejectedException e)
        {
            throw Failure(symbol, FeedFailure.RateLimited, "nothing was sent: the vendor's limit of calls is used up", e.RetryAfter ?? LimitWindow, e);
        }
        catch (TimeoutRejectedException e)
        {
            throw Failure(symbol, FeedFailure.Unavailable, $"no answer within {e.Timeout.TotalSeconds} s", inner: e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Failure(symbol, FeedFailure.BadAnswer, $"the answer is larger than {BodyReader.Largest >> 20} MB", inner: e);
        }
        catch (HttpRequestException e)
        {
            throw Failure(symbol, FeedFailure.Unavailable, "the connection failed", inner: e);
        }
        catch (InvalidDataException e)
        {
            throw Failure(symbol, FeedFailure.BadAnswer, "the answer cannot be decompressed", inner: e);
        }
    }

    /// <summary>Reads an answer as JSON.</summary>
    /// <exception cref="FeedException">It is none.</exception>
    public JsonDocument Json(string symbol, FeedAnswer answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException e)
        {
            // The cause would quote the answer, which may hold the key.
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw Failure(symbol, FeedFailure.BadAnswer, $"the answer (status {(int)answer.Status}) is no JSON at {place}");
        }
    }

    /// <summary>Refuses an answer that says there were too many calls.</summary>
    /// <param name="symbol">The symbol it is about.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="usual">How long to wait when the answer does not say.</param>
    /// <exception cref="FeedException">It is one.</exception>
    public void ThrowIfLimited(string symbol, FeedAnswer answer, TimeSpan usual)
    {
        // 418 is how Binance answers an address that went on calling.
        if ((int)answer.Status is 429 or 418) throw Limited(symbol, "too many calls", answer.RetryAfter ?? usual);
    }

    /// <summary>The failure of too many calls; until the wait is over, nothing more is sent.</summary>
    public FeedException Limited(string symbol, string message, TimeSpan wait)
    {
        Rest(wait);
        return Failure(symbol, FeedFailure.RateLimited, message, wait);
    }

    /// <summary>Sends nothing for a while, a day at most. A rest that lasts longer already is not shortened.</summary>
    public void Rest(TimeSpan wait)
    {
        var until = Now + (long)Math.Min(wait.TotalMilliseconds, LongestRest.TotalMilliseconds);
        for (var known = Interlocked.Read(ref _restsUntil); known < until;)
        {
            var seen = Interlocked.CompareExchange(ref _restsUntil, until, known);
            if (seen == known) return;
            known = seen;
        }
    }

    /// <summary>How long until the next UTC minute, hour or day begins.</summary>
    public TimeSpan UntilNext(TimeSpan period)
    {
        var now = time.GetUtcNow().Ticks;
        return TimeSpan.FromTicks(period.Ticks - (now % period.Ticks));
    }

    /// <summary>A failure without the key in its message.</summary>
    public FeedException Failure(string symbol, FeedFailure kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(feed, symbol, kind, key is null ? message : message.Replace(key, "…", StringComparison.Ordinal), retryAfter, inner);
}
