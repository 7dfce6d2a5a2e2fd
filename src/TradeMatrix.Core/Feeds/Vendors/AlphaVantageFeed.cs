using System.Globalization;
using System.Text.Json;
using System.Threading.RateLimiting;
using NodaTime;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Feeds.Vendors;

/// <summary>
/// Alpha Vantage: shares (<c>IBM</c>), currencies (<c>EUR/USD</c>) and crypto (<c>BTC/USD</c>), with a key. It has no indices. Intraday
/// bars reach back 30 days.
/// </summary>
internal sealed class AlphaVantageFeed(FeedClient client) : IFeed
{
    public const string Url = "https://www.alphavantage.co";

    /// <summary>Bars of a <c>compact</c> answer.</summary>
    private const int Compact = 100;

    private const long IntradayReach = 30L * NodaConstants.MillisecondsPerDay;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1), Second = TimeSpan.FromSeconds(1);

    /// <summary>Currencies of states, and metals; a pair of anything else is crypto.</summary>
    private static readonly HashSet<string> Currencies = new(
        ("USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK PLN CZK HUF RON TRY ILS ZAR MXN BRL SGD HKD CNY CNH "
            + "INR KRW THB IDR MYR PHP TWD SAR AED XAU XAG").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    public string Name => FeedNames.AlphaVantage;

    public string SymbolNamespace => Symbols.SymbolNamespace.TwelveData;

    public IReadOnlyList<Timeframe> Timeframes { get; } =
        [Timeframe.M1, Timeframe.M5, Timeframe.M15, new(30, TimeframeUnit.Minute), Timeframe.H1, Timeframe.D1];

    /// <summary>The free plan's five calls in any minute and 25 a day.</summary>
    public static RateLimiter CreateLimiter() => RateLimiter.CreateChained(
        new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions { PermitLimit = 5, Window = Minute, SegmentsPerWindow = 6 }),
        new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = 25, Window = Day }));

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        if (client.Key is null) throw client.Failure(request.Symbol, FeedFailure.NotConfigured, "there is no API key");
        var now = client.Now;
        var from = request.Timeframe.IsIntraday ? Math.Max(request.From, now - IntradayReach) : request.From;
        var rows = new BarRows(request, now);
        if (from >= Math.Min(request.To, now)) return rows.ToBars(from);

        // Weekends and nights make a bar last longer on average: what has the time of 100 bars, has no more of them.
        var isCompact = now - from < Compact * (long)request.Timeframe.Duration.TotalMilliseconds;
        var address = $"query?{Query(request)}&outputsize={(isCompact ? "compact" : "full")}&apikey={Uri.EscapeDataString(client.Key)}";
        var answer = await client.GetAsync(request.Symbol, address, cancellationToken).ConfigureAwait(false);
        client.ThrowIfLimited(request.Symbol, answer, Minute);
        using var json = client.Json(request.Symbol, answer);
        var series = Starting(json.RootElement, "Time Series");
        if (series.ValueKind != JsonValueKind.Object) throw Failure(request.Symbol, answer, json.RootElement);
        var zoneName = ZoneName(json.RootElement);
        var zone = TimeZones.Find(zoneName) ?? throw client.Failure(request.Symbol, FeedFailure.BadAnswer, $"the zone '{zoneName}' is unknown");
        foreach (var (name, value) in series.EnumerateObject().Select(p => (p.Name, p.Value)).Reverse())
        {
            if (Time(name, zone) is { } time) rows.Add(time, Cell(value, "open"), Cell(value, "high"), Cell(value, "low"), Cell(value, "close"), Cell(value, "volume"));
        }
        return rows.ToBars(from);
    }

    private static string Query(FeedRequest request)
    {
        var (symbol, isIntraday) = (request.Symbol, request.Timeframe.IsIntraday);
        var interval = isIntraday ? $"&interval={(int)request.Timeframe.Duration.TotalMinutes}min" : "";
        if (symbol.IndexOf('/') is not (> 0 and var slash))
        {
            var function = isIntraday ? "TIME_SERIES_INTRADAY" : "TIME_SERIES_DAILY";
            return $"function={function}&symbol={Uri.EscapeDataString(symbol)}{interval}{(isIntraday ? "&adjusted=false&extended_hours=false" : "")}";
        }
        string left = symbol[..slash], right = symbol[(slash + 1)..];
        var pair = (Left: Uri.EscapeDataString(left), Right: Uri.EscapeDataString(right));
        return Currencies.Contains(left) && Currencies.Contains(right)
            ? $"function={(isIntraday ? "FX_INTRADAY" : "FX_DAILY")}&from_symbol={pair.Left}&to_symbol={pair.Right}{interval}"
            : $"function={(isIntraday ? "CRYPTO_INTRADAY" : "DIGITAL_CURRENCY_DAILY")}&symbol={pair.Left}&market={pair.Right}{interval}";
    }

    /// <summary>The first member whose name starts with a text: names carry numbers, functions and intervals.</summary>
    private static JsonElement Starting(JsonElement element, string start)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.StartsWith(start, StringComparison.Ordinal)) return member.Value;
        }
        return default;
    }

    /// <summary>The zone of the times, such as <c>US/Eastern</c>.</summary>
    private static string ZoneName(JsonElement root)
    {
        if (root.Member("Meta Data") is not { ValueKind: JsonValueKind.Object } meta) return "UTC";
        foreach (var member in meta.EnumerateObject())
        {
            if (member.Name.EndsWith("Time Zone", StringComparison.Ordinal)) return member.Value.Text() ?? "UTC";
        }
        return "UTC";
    }

    /// <summary>A value under <c>1. open</c>; of crypto, under <c>1a. open (EUR)</c> in the market's currency.</summary>
    private static double Cell(JsonElement values, string name)
    {
        if (values.ValueKind != JsonValueKind.Object) return double.NaN;
        foreach (var member in values.EnumerateObject())
        {
            if (member.Name.Contains(name, StringComparison.Ordinal)) return member.Value.Number();
        }
        return double.NaN;
    }

    private static long? Time(string text, DateTimeZone zone)
    {
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date.ToUnixTimeMilliseconds();
        // An hour of the years 1 and 9999 could lie outside what an instant can hold.
        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && time.Year is > 1 and < 9999
            ? LocalDateTime.FromDateTime(time).InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds()
            : null;
    }

    /// <summary>What an answer without a series says.</summary>
    private FeedException Failure(string symbol, FeedAnswer answer, JsonElement root)
    {
        if (root.Member("Error Message").Text() is { } error)
        {
            var isKey = error.Contains("apikey", StringComparison.OrdinalIgnoreCase);
            return client.Failure(symbol, isKey ? FeedFailure.NotConfigured : FeedFailure.UnknownSymbol, error);
        }
        var note = root.Member("Note").Text() ?? root.Member("Information").Text();
        if (note is null) return client.Failure(symbol, FeedFailure.BadAnswer, $"the answer (status {(int)answer.Status}) has no time series");
        if (Says("demo purposes") || Says("API key is invalid")) return client.Failure(symbol, FeedFailure.NotConfigured, note);
        if (Says("is a premium endpoint") || Says("premium feature")) return client.Failure(symbol, FeedFailure.NotInPlan, note);
        // The text about calls in one second also names the day's limit.
        if (Says("sparingly")) return client.Limited(symbol, note, Second);
        return client.Limited(symbol, note, Says("per day") && !Says("per minute") ? client.UntilNext(Day) : Minute);

        bool Says(string words) => note.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
