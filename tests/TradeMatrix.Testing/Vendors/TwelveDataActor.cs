using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

internal static class TwelveDataActor
{
    public static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        var query = context.Request.Query;
        if (context.Request.Headers.Authorization != $"apikey {VendorKeys.TwelveData}")
            return Error(401, "**apikey** parameter is incorrect or not specified. You can get your free API key instantly following this link.");
        if (query["symbol"] != "EUR/USD" && query["symbol"] != "AAPL")
            return Error(404, "**symbol** or **figi** parameter is missing or invalid. Please provide a valid symbol according to API documentation");
        var interval = query["interval"].ToString();
        var timeframe = interval switch { "1day" => Timeframe.D1, "1week" => Timeframe.W1, _ => Timeframe.Parse(interval) };
        var values = VendorMarket.Times(timeframe, Date("start_date"), Date("end_date") + 1, time).Reverse()
            .Take(int.Parse(query["outputsize"]!, CultureInfo.InvariantCulture))
            .Select(t => Value(t, timeframe, hasVolume: query["symbol"] == "AAPL")).ToList();
        return values.Count == 0
            ? Error(400, "No data is available on the specified dates. Try setting different start/end dates.")
            : context.Response.WriteAsJsonAsync(new { meta = new { interval, exchange_timezone = "America/New_York" }, values, status = "ok" });

        // Errors come with status 200 and tell the code in the body.
        Task Error(int code, string message) => context.Response.WriteAsJsonAsync(new { code, message, status = "error" });

        long Date(string key) =>
            new DateTimeOffset(DateTime.ParseExact(query[key]!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    private static Dictionary<string, string> Value(long time, Timeframe timeframe, bool hasVolume)
    {
        var bar = VendorMarket.At(time);
        var value = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["datetime"] = DateTimeOffset.FromUnixTimeMilliseconds(time).ToString(timeframe.IsIntraday ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["open"] = bar.Open.ToString("F5", CultureInfo.InvariantCulture),
            ["high"] = bar.High.ToString("F5", CultureInfo.InvariantCulture),
            ["low"] = bar.Low.ToString("F5", CultureInfo.InvariantCulture),
            ["close"] = bar.Close.ToString("F5", CultureInfo.InvariantCulture),
        };
        if (hasVolume) value["volume"] = bar.Volume.ToString(CultureInfo.InvariantCulture);
        return value;
    }
}
