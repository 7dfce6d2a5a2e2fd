using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Feeds.Vendors;

/// <summary>Binance's spot market, without a key. Takes <c>BTCUSDT</c> and TradingView's <c>BINANCE:BTCUSDT</c>.</summary>
internal sealed class BinanceFeed(FeedClient client) : IFeed
{
    public const string Url = "https://api.binance.com";

    private const string Exchange = "BINANCE";
    private const int PageSize = 1000, MostPages = 20;

    /// <summary>Weight of all calls that an address may use a minute is 6,000; others may call from it too.</summary>
    private const int MostWeight = 5000;

    private static readonly TimeSpan UsualRest = TimeSpan.FromMinutes(2);

    public string Name => FeedNames.Binance;

    public string SymbolNamespace => Symbols.SymbolNamespace.TradingView;

    public IReadOnlyList<Timeframe> Timeframes { get; } = [.. "1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1D 1W 1M".Split(' ').Select(Timeframe.Parse)];

    /// <summary>A call for klines weighs 2: this many use less than half of what an address may.</summary>
    public static RateLimiter CreateLimiter() => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 40,
        TokensPerPeriod = 10,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(500),
        QueueLimit = 200,
    });

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        var pair = Pair(request.Symbol);
        var to = Math.Min(request.To, client.Now);
        var from = Math.Max(request.From, to - (PageSize * MostPages * (long)request.Timeframe.Duration.TotalMilliseconds));
        var rows = new BarRows(request, client.Now);
        var start = from;
        for (var page = 0; page < MostPages && start < to; page++)
        {
            var span = string.Create(CultureInfo.InvariantCulture, $"startTime={Math.Max(start, 0)}&endTime={to - 1}&limit={PageSize}");
            var address = $"api/v3/klines?symbol={pair}&interval={Interval(request.Timeframe)}&{span}";
            var answer = await client.GetAsync(request.Symbol, address, cancellationToken).ConfigureAwait(false);
            Watch(answer);
            client.ThrowIfLimited(request.Symbol, answer, UsualRest);
            // A restricted location; the firewall, which answers with a page.
            if (answer.Status is HttpStatusCode.UnavailableForLegalReasons or HttpStatusCode.Forbidden)
                throw client.Failure(request.Symbol, FeedFailure.Unavailable, $"the vendor refuses calls from here with status {(int)answer.Status}");
            using var json = client.Json(request.Symbol, answer);
            if (json.RootElement.ValueKind != JsonValueKind.Array) throw Failure(request.Symbol, answer.Status, json.RootElement);
            var before = rows.Last;
            foreach (var row in json.RootElement.EnumerateArray()) Add(rows, row);
            // A page without anything new would come again and again.
            if (json.RootElement.GetArrayLength() < PageSize || rows.Last is not { } last || last == before) break;
            start = BarRows.End(last, request.Timeframe);
        }
        return rows.ToBars(from);
    }

    private static void Add(BarRows rows, JsonElement row)
    {
        if (row.Item(0).Whole() is { } time) rows.Add(time, Cell(1), Cell(2), Cell(3), Cell(4), Cell(5));

        double Cell(int index) => row.Item(index).Number();
    }

    /// <summary>Waits for the next minute before the address's weight of this one is used up.</summary>
    private void Watch(FeedAnswer answer)
    {
        if (answer.Headers.TryGetValues("x-mbx-used-weight-1m", out var values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight >= MostWeight)
        {
            client.Rest(client.UntilNext(TimeSpan.FromMinutes(1)));
        }
    }

    private string Pair(string symbol)
    {
        var exchange = ExchangeCalendar.ExchangeOf(symbol);
        var pair = exchange.Length == 0 ? symbol : symbol[(exchange.Length + 1)..];
        // Perpetuals (BTCUSDT.P) are another market, with other prices.
        var isOurs = exchange.Length == 0 || exchange.Equals(Exchange, StringComparison.OrdinalIgnoreCase);
        return isOurs && pair.Length > 0 && pair.All(char.IsAsciiLetterOrDigit)
            ? pair.ToUpperInvariant()
            : throw client.Failure(symbol, FeedFailure.UnknownSymbol, $"a symbol must be a spot pair such as BTCUSDT or {Exchange}:BTCUSDT");
    }

    private FeedException Failure(string symbol, HttpStatusCode status, JsonElement error)
    {
        var message = error.Member("msg").Text() ?? $"status {(int)status}";
        return error.Member("code").Whole() switch
        {
            // Invalid symbol; illegal characters in it.
            -1121 or -1100 => client.Failure(symbol, FeedFailure.UnknownSymbol, message),
            -1003 => client.Limited(symbol, message, UsualRest),
            _ => client.Failure(symbol, FeedFailure.BadAnswer, message),
        };
    }

    private static string Interval(Timeframe timeframe) => timeframe.Unit switch
    {
        TimeframeUnit.Day => "1d",
        TimeframeUnit.Week => "1w",
        _ => timeframe.ToString(),
    };
}
