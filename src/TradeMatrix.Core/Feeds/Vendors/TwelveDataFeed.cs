using System.Globalization;
using System.Text.Json;
using System.Threading.RateLimiting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Feeds.Vendors;

/// <summary>Twelve Data's time series: shares, indices, currencies (<c>EUR/USD</c>) and crypto, with a key.</summary>
internal sealed class TwelveDataFeed(FeedClient client) : IFeed
{
    public const string Url = "https://api.twelvedata.com";

    /// <summary>A call costs one credit, of which the free plan has eight a minute.</summary>
    private const int PageSize = 5000, MostPages = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1);

    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    private static readonly Dictionary<Timeframe, string> Intervals = new()
    {
        [Timeframe.M1] = "1min",
        [Timeframe.M5] = "5min",
        [Timeframe.M15] = "15min",
        [new(30, TimeframeUnit.Minute)] = "30min",
        [new(45, TimeframeUnit.Minute)] = "45min",
        [Timeframe.H1] = "1h",
        [new(2, TimeframeUnit.Hour)] = "2h",
        [Timeframe.H4] = "4h",
        [new(8, TimeframeUnit.Hour)] = "8h",
        [Timeframe.D1] = "1day",
        [Timeframe.W1] = "1week",
        [Timeframe.MN1] = "1month",
    };

    public string Name => FeedNames.TwelveData;

    public string SymbolNamespace => Symbols.SymbolNamespace.TwelveData;

    public IReadOnlyList<Timeframe> Timeframes { get; } = [.. Intervals.Keys];

    /// <summary>The free plan's eight calls in any minute.</summary>
    public static RateLimiter CreateLimiter() =>
        new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions { PermitLimit = 8, Window = Minute, SegmentsPerWindow = 6 });

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        if (client.Key is null) throw client.Failure(request.Symbol, FeedFailure.NotConfigured, "there is no API key");
        var newestFirst = new List<JsonElement>();
        var (from, to) = (request.From, Math.Min(request.To, client.Now));
        for (var page = 0; from < to; page++)
        {
            if (page == MostPages)
            {
                from = to;
                break;
            }
            var values = await ValuesAsync(request, from, to - 1, cancellationToken).ConfigureAwait(false);
            newestFirst.AddRange(values.Where(v => !(Time(v) >= to)));
            if (values.Count < PageSize || Time(values[^1]) is not { } oldest || oldest >= to) break;
            to = oldest;
        }
        var rows = new BarRows(request, client.Now);
        for (var i = newestFirst.Count - 1; i >= 0; i--) Add(rows, newestFirst[i]);
        return rows.ToBars(from);
    }

    /// <summary>The newest values of a span, newest first; none when it has none.</summary>
    private async Task<IReadOnlyList<JsonElement>> ValuesAsync(FeedRequest request, long from, long last, CancellationToken cancellationToken)
    {
        var what = $"symbol={Uri.EscapeDataString(request.Symbol)}&interval={Intervals[request.Timeframe]}";
        var address = $"time_series?{what}&start_date={Date(from)}&end_date={Date(last)}&timezone=UTC&outputsize={PageSize}";
        var answer = await client.GetAsync(request.Symbol, address, cancellationToken).ConfigureAwait(false);
        using var json = client.Json(request.Symbol, answer);
        var values = json.RootElement.Member("values");
        if (values.ValueKind == JsonValueKind.Array) return [.. values.EnumerateArray().Select(v => v.Clone())];
        return IsWithoutData(json.RootElement) ? [] : throw Failure(request.Symbol, answer, json.RootElement);
    }

    private static void Add(BarRows rows, JsonElement value)
    {
        if (Time(value) is { } time) rows.Add(time, Cell("open"), Cell("high"), Cell("low"), Cell("close"), Cell("volume"));

        double Cell(string name) => value.Member(name).Number();
    }

    private static long? Time(JsonElement value) =>
        DateTimeOffset.TryParseExact(value.Member("datetime").Text(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : null;

    /// <summary>Whether an error only says that the span has no bars.</summary>
    private static bool IsWithoutData(JsonElement error) =>
        error.Member("code").Whole() == 400
        && error.Member("message").Text()?.StartsWith("No data is available on the specified dates", StringComparison.Ordinal) == true;

    private FeedException Failure(string symbol, FeedAnswer answer, JsonElement error)
    {
        var code = error.Member("code").Whole() ?? (int)answer.Status;
        var message = error.Member("message").Text() ?? $"status {(int)answer.Status}";
        var isOfDay = message.Contains("for the day", StringComparison.OrdinalIgnoreCase);
        return code switch
        {
            401 => client.Failure(symbol, FeedFailure.NotConfigured, message),
            // The plan is also the reason of some 404s.
            403 => client.Failure(symbol, FeedFailure.NotInPlan, message),
            404 when message.Contains("plan", StringComparison.OrdinalIgnoreCase) => client.Failure(symbol, FeedFailure.NotInPlan, message),
            404 => client.Failure(symbol, FeedFailure.UnknownSymbol, message),
            400 when message.Contains("**symbol**", StringComparison.Ordinal) => client.Failure(symbol, FeedFailure.UnknownSymbol, message),
            429 => client.Limited(symbol, message, answer.RetryAfter ?? client.UntilNext(isOfDay ? Day : Minute)),
            >= 500 => client.Failure(symbol, FeedFailure.Unavailable, message),
            _ => client.Failure(symbol, FeedFailure.BadAnswer, message),
        };
    }

    private static string Date(long time) =>
        Uri.EscapeDataString(DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
}
