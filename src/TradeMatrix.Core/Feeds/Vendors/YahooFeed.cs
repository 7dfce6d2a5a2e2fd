using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using NodaTime;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Feeds.Vendors;

/// <summary>
/// Yahoo's chart data: indices, shares, currencies and crypto, without a key. Prices are those traded, not adjusted for dividends.
/// Intraday bars reach back 30 days (1m), 60 days (2m to 30m) or 730 days (1h).
/// </summary>
internal sealed class YahooFeed(FeedClient client) : IFeed
{
    public const string Url = "https://query1.finance.yahoo.com";

    private const long Day = NodaConstants.MillisecondsPerDay;

    private static readonly TimeSpan UsualRest = TimeSpan.FromMinutes(1);

    public string Name => FeedNames.Yahoo;

    public string SymbolNamespace => Symbols.SymbolNamespace.Yahoo;

    public IReadOnlyList<Timeframe> Timeframes { get; } =
        [Timeframe.M1, new(2, TimeframeUnit.Minute), Timeframe.M5, Timeframe.M15, new(30, TimeframeUnit.Minute), Timeframe.H1, Timeframe.D1];

    /// <summary>No limit is published; two calls a second are seen to be borne.</summary>
    public static RateLimiter CreateLimiter() => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 5,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(500),
        QueueLimit = 50,
    });

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        var now = client.Now;
        var (perCall, back) = Limits(request.Timeframe);
        // An hour less, because the call comes a little later than this moment.
        var from = Math.Max(request.From, now - back + NodaConstants.MillisecondsPerHour);
        var to = Math.Min(request.To, now);
        var rows = new BarRows(request, now);
        for (var start = from; start < to; start += perCall) await AddAsync(rows, request, start, Math.Min(start + perCall, to), cancellationToken).ConfigureAwait(false);
        return rows.ToBars(from);
    }

    /// <summary>Milliseconds that one call may span, and how far back it may reach.</summary>
    private static (long PerCall, long Back) Limits(Timeframe timeframe) => timeframe switch
    {
        { IsIntraday: false } => (long.MaxValue / 4, long.MaxValue / 4),
        { Unit: TimeframeUnit.Hour } => (730 * Day, 730 * Day),
        { Count: 1 } => (7 * Day, 30 * Day),
        _ => (60 * Day, 60 * Day),
    };

    /// <summary>Adds the bars of one call.</summary>
    private async Task AddAsync(BarRows rows, FeedRequest request, long from, long to, CancellationToken cancellationToken)
    {
        // A day opens up to a day before or after midnight UTC of its date.
        var margin = request.Timeframe.IsIntraday ? 0 : Day;
        var span = string.Create(CultureInfo.InvariantCulture, $"period1={Seconds(from - margin)}&period2={Seconds(to + margin)}");
        var address = $"v8/finance/chart/{Uri.EscapeDataString(request.Symbol)}?interval={Interval(request.Timeframe)}&{span}&includePrePost=false";
        var answer = await client.GetAsync(request.Symbol, address, cancellationToken).ConfigureAwait(false);
        client.ThrowIfLimited(request.Symbol, answer, UsualRest);
        using var json = client.Json(request.Symbol, answer);
        var chart = json.RootElement.Member("chart");
        var error = chart.Member("error");
        if (error.ValueKind == JsonValueKind.Object)
        {
            if (IsWithoutData(error)) return;
            throw Failure(request.Symbol, answer.Status, error);
        }
        var result = chart.Member("result").Item(0);
        if (result.ValueKind != JsonValueKind.Object) throw client.Failure(request.Symbol, FeedFailure.BadAnswer, "the answer has no result");
        Read(rows, request, result);
    }

    private void Read(BarRows rows, FeedRequest request, JsonElement result)
    {
        var meta = result.Member("meta");
        var times = result.Member("timestamp");
        // A span without trading has no list of times.
        if (times.ValueKind == JsonValueKind.Undefined) return;
        var quote = result.Member("indicators").Member("quote").Item(0);
        JsonElement open = Column("open"), high = Column("high"), low = Column("low"), close = Column("close"), volume = Column("volume");
        var zone = meta.Member("exchangeTimezoneName").Text() is { } name ? TimeZones.Find(name) : null;
        var offset = meta.Member("gmtoffset").SecondsAsTime() ?? 0;
        var step = request.Timeframe.IsIntraday ? (long)request.Timeframe.Duration.TotalMilliseconds : Day;
        for (var i = 0; i < times.GetArrayLength(); i++)
        {
            if (times[i].SecondsAsTime() is not { } stamp) continue;
            var time = request.Timeframe.IsIntraday ? stamp : DateOf(stamp);
            // The last price comes as a row of its own, which opens inside the bar before it.
            if (rows.Last is not { } last || time <= last || time >= last + step)
                rows.Add(time, open[i].Number(), high[i].Number(), low[i].Number(), close[i].Number(), volume[i].Number());
        }

        JsonElement Column(string key)
        {
            var column = quote.Member(key);
            return (column.ValueKind, times.ValueKind) == (JsonValueKind.Array, JsonValueKind.Array) && column.GetArrayLength() == times.GetArrayLength()
                ? column
                : throw client.Failure(request.Symbol, FeedFailure.BadAnswer, $"the answer has not as many values of '{key}' as times");
        }

        long DateOf(long time)
        {
            var local = time + (zone?.GetUtcOffset(Instant.FromUnixTimeMilliseconds(time)).Milliseconds ?? offset);
            return local - (((local % Day) + Day) % Day);
        }
    }

    /// <summary>Whether an error only says that the span has no bars.</summary>
    private static bool IsWithoutData(JsonElement error) =>
        error.Member("code").Text() == "Bad Request"
        && error.Member("description").Text()?.StartsWith("Data doesn't exist", StringComparison.Ordinal) == true;

    private FeedException Failure(string symbol, HttpStatusCode status, JsonElement error)
    {
        var kind = error.Member("code").Text() switch
        {
            "Not Found" => FeedFailure.UnknownSymbol,
            _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FeedFailure.Unavailable,
            _ => FeedFailure.BadAnswer,
        };
        return client.Failure(symbol, kind, error.Member("description").Text() ?? $"status {(int)status}");
    }

    private static string Interval(Timeframe timeframe) => timeframe == Timeframe.D1 ? "1d" : timeframe.ToString();

    private static long Seconds(long time) => (long)Math.Floor(time / 1000.0);
}
