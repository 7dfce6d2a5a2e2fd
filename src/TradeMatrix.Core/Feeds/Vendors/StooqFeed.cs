using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using NodaTime;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Feeds.Vendors;

/// <summary>Stooq's daily history as CSV, without a key: indices, currencies and shares such as <c>^dax</c>, <c>eurusd</c>, <c>aapl.us</c>.</summary>
internal sealed class StooqFeed(FeedClient client) : IFeed
{
    public const string Url = "https://stooq.com";

    /// <summary>Milliseconds to ask for at least: whoever did not trade in a month is unknown, whoever did not over a weekend is not.</summary>
    private const long ShortestSpan = 31L * NodaConstants.MillisecondsPerDay;

    private static readonly TimeSpan UsualRest = TimeSpan.FromMinutes(10);

    public string Name => FeedNames.Stooq;

    public string SymbolNamespace => Symbols.SymbolNamespace.Stooq;

    public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.D1];

    /// <summary>A day's limit of calls is not published; this keeps off bursts.</summary>
    public static RateLimiter CreateLimiter() => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 5,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 20,
    });

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        var last = Math.Min(request.To - 1, client.Now);
        var first = Math.Min(request.From, Math.Max(last - ShortestSpan, 0));
        var address = $"q/d/l/?s={Uri.EscapeDataString(request.Symbol.ToLowerInvariant())}&d1={Date(first)}&d2={Date(last)}&i=d";
        var answer = await client.GetAsync(request.Symbol, address, cancellationToken).ConfigureAwait(false);
        client.ThrowIfLimited(request.Symbol, answer, UsualRest);
        var text = Encoding.UTF8.GetString(answer.Body).TrimStart('\uFEFF');
        var isTable = answer.Status == HttpStatusCode.OK && text.StartsWith("Date,Open,High,Low,Close", StringComparison.Ordinal);
        if (!isTable) throw Failure(request.Symbol, answer.Status, text);
        var rows = new BarRows(request, client.Now);
        foreach (var line in text.AsSpan().EnumerateLines()) Add(rows, line);
        return rows.ToBars(request.From);
    }

    private static void Add(BarRows rows, ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line.StartsWith("Date,")) return;
        Span<Range> cells = stackalloc Range[7];
        var count = line.Split(cells, ',');
        if (count < 5 || !DateOnly.TryParseExact(line[cells[0]], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return;
        var time = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var volume = count > 5 ? Number(line[cells[5]]) : double.NaN;
        rows.Add(time, Number(line[cells[1]]), Number(line[cells[2]]), Number(line[cells[3]]), Number(line[cells[4]]), volume);
    }

    private static string Date(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static double Number(ReadOnlySpan<char> cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    /// <summary>What a text in place of the table means.</summary>
    private FeedException Failure(string symbol, HttpStatusCode status, string text)
    {
        var start = text[..Math.Min(text.Length, 200)].Trim();
        if (Says("No data") || Says("Brak danych")) return client.Failure(symbol, FeedFailure.UnknownSymbol, "no data");
        if (Says("daily hits limit") || Says("dzienny limit"))
            return client.Limited(symbol, "the day's limit of calls is used up", client.UntilNext(TimeSpan.FromDays(1)));
        if (Says("apikey")) return client.Failure(symbol, FeedFailure.NotConfigured, "the vendor asks for a key");
        return client.Failure(symbol, FeedFailure.BadAnswer, $"the answer (status {(int)status}) is no table of prices");

        bool Says(string words) => start.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
