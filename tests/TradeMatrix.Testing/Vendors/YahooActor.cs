using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

internal static class YahooActor
{
    private const long Day = NodaConstants.MillisecondsPerDay;

    private static readonly Dictionary<string, (string Zone, int OpenMinute)> Symbols = new(StringComparer.Ordinal)
    {
        ["^GDAXI"] = ("Europe/Berlin", 9 * 60),
        ["SAP.DE"] = ("Europe/Berlin", 9 * 60),
        ["AAPL"] = ("America/New_York", (9 * 60) + 30),
        ["^GSPC"] = ("America/New_York", (9 * 60) + 30),
        ["EURUSD=X"] = ("Europe/London", 0),
    };

    public static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        var symbol = (string)context.Request.RouteValues["symbol"]!;
        if (!Symbols.TryGetValue(symbol, out var market)) return Error(context, 404, "Not Found", "No data found, symbol may be delisted");
        var interval = context.Request.Query["interval"].ToString();
        var timeframe = Timeframe.Parse(interval);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long from = Query("period1") * 1000, to = Query("period2") * 1000;
        var (most, back) = timeframe switch
        {
            { IsIntraday: false } => (100_000, 100_000),
            { Unit: TimeframeUnit.Hour } => (730, 730),
            { Count: 1 } => (7, 30),
            _ => (60, 60),
        };
        var refusal = $"{interval} data not available for startTime={from / 1000} and endTime={to / 1000}.";
        if (from < now - (back * Day))
            return Error(context, 422, "Unprocessable Entity", $"{refusal} The requested range must be within the last {back} days.");
        if (to - from > most * Day)
            return Error(context, 422, "Unprocessable Entity", $"{refusal} Only {most} days worth of {interval} granularity data are allowed to be fetched per request.");
        if (from >= now) return Error(context, 400, "Bad Request", $"Data doesn't exist for startDate = {from / 1000}, endDate = {to / 1000}");

        var zone = TimeZones.Find(market.Zone)!;
        var rows = new List<(long Stamp, Bar Bar)>();
        if (timeframe.IsIntraday)
        {
            foreach (var t in VendorMarket.Times(timeframe, from, to, time)) rows.Add((t, VendorMarket.At(t)));
            // The last price, as a row of its own.
            if (to >= now && now % 60_000 != 0 && rows.Count > 0) rows.Add((now, rows[^1].Bar));
        }
        else
        {
            foreach (var t in VendorMarket.Times(timeframe, from - Day, to + Day, time))
            {
                var stamp = OpenOf(t);
                if (stamp >= from && stamp < to && stamp <= now) rows.Add((stamp, VendorMarket.At(t)));
            }
        }
        var opens = OpenOf(LocalDay(now));
        // Currencies trade until a minute before midnight, the others for eight hours.
        var closes = opens + (market.OpenMinute == 0 ? Day - 60_000 : 8L * 3_600_000);
        return context.Response.WriteAsJsonAsync(new
        {
            chart = new
            {
                result = new[]
                {
                    new
                    {
                        meta = new
                        {
                            symbol,
                            regularMarketTime = now / 1000,
                            gmtoffset = zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(now)).Seconds,
                            exchangeTimezoneName = market.Zone,
                            currentTradingPeriod = new { regular = new { start = opens / 1000, end = closes / 1000 } },
                        },
                        timestamp = rows.Select(r => r.Stamp / 1000),
                        indicators = new
                        {
                            quote = new[]
                            {
                                new
                                {
                                    open = rows.Select(r => r.Bar.Open),
                                    high = rows.Select(r => r.Bar.High),
                                    low = rows.Select(r => r.Bar.Low),
                                    close = rows.Select(r => r.Bar.Close),
                                    volume = rows.Select(r => r.Bar.Volume),
                                },
                            },
                            adjclose = new[] { new { adjclose = rows.Select(r => r.Bar.Close / 2) } },
                        },
                    },
                },
                error = (object?)null,
            },
        });

        long Query(string key) => long.Parse(context.Request.Query[key]!, CultureInfo.InvariantCulture);

        long OpenOf(long day) => new LocalDate(1970, 1, 1).PlusDays((int)(day / Day)).AtMidnight().PlusMinutes(market.OpenMinute)
            .InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds();

        long LocalDay(long moment) => (moment + zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(moment)).Milliseconds) / Day * Day;
    }

    private static Task Error(HttpContext context, int status, string code, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { chart = new { result = (object?)null, error = new { code, description } } });
    }
}
