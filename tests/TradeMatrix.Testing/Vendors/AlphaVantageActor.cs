using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

internal static class AlphaVantageActor
{
    public static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        var query = context.Request.Query;
        var function = query["function"].ToString();
        if (query["apikey"] != VendorKeys.AlphaVantage) return Say("Error Message", "the parameter apikey is invalid or missing. Please claim your free API key.");
        var isKnown = function switch
        {
            "TIME_SERIES_INTRADAY" or "TIME_SERIES_DAILY" => query["symbol"] == "IBM",
            "FX_INTRADAY" or "FX_DAILY" => query["from_symbol"] == "EUR" && query["to_symbol"] == "USD",
            "CRYPTO_INTRADAY" or "DIGITAL_CURRENCY_DAILY" => query["symbol"] == "BTC" && query["market"] == "USD",
            _ => false,
        };
        if (!isKnown) return Say("Error Message", $"Invalid API call. Please retry or visit the documentation for {function}.");

        var interval = query["interval"].ToString();
        var timeframe = interval.Length == 0 ? Timeframe.D1 : Timeframe.Parse(interval);
        // Shares are told in the exchange's time, the others in UTC.
        var zoneName = function.StartsWith("TIME_SERIES", StringComparison.Ordinal) ? "US/Eastern" : "UTC";
        var zone = TimeZones.Find(zoneName)!;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var from = timeframe.IsIntraday ? now - (30L * NodaConstants.MillisecondsPerDay) : VendorMarket.Beginning;
        var times = VendorMarket.Times(timeframe, from, now + 1, time).Reverse();
        if (query["outputsize"] == "compact") times = times.Take(100);
        var series = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var t in times) series[Stamp(t)] = Value(VendorMarket.At(t), function);
        var meta = new Dictionary<string, string>(StringComparer.Ordinal) { ["1. Information"] = "Prices", ["6. Time Zone"] = zoneName };
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Meta Data"] = meta,
            [timeframe.IsIntraday ? $"Time Series ({interval})" : "Time Series (Daily)"] = series,
        });

        string Stamp(long t) => timeframe.IsIntraday
            ? Instant.FromUnixTimeMilliseconds(t).InZone(zone).LocalDateTime.ToDateTimeUnspecified().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : DateTimeOffset.FromUnixTimeMilliseconds(t).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        Task Say(string key, string text) => context.Response.WriteAsJsonAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = text });
    }

    private static Dictionary<string, string> Value(Bar bar, string function)
    {
        var value = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["1. open"] = bar.Open.ToString("F4", CultureInfo.InvariantCulture),
            ["2. high"] = bar.High.ToString("F4", CultureInfo.InvariantCulture),
            ["3. low"] = bar.Low.ToString("F4", CultureInfo.InvariantCulture),
            ["4. close"] = bar.Close.ToString("F4", CultureInfo.InvariantCulture),
        };
        if (!function.StartsWith("FX", StringComparison.Ordinal)) value["5. volume"] = bar.Volume.ToString(CultureInfo.InvariantCulture);
        return value;
    }
}
