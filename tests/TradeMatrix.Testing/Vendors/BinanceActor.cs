using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

internal static class BinanceActor
{
    public static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        var query = context.Request.Query;
        context.Response.Headers["x-mbx-used-weight-1m"] = "2";
        if (query["symbol"].ToString() is not ("BTCUSDT" or "ETHUSDT" or "ADAUSDT"))
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { code = -1121, msg = "Invalid symbol." });
        }
        var interval = query["interval"].ToString();
        var timeframe = Timeframe.Parse(interval);
        var length = (long)timeframe.Duration.TotalMilliseconds;
        var rows = VendorMarket.Times(timeframe, Whole("startTime"), Whole("endTime") + 1, time).Take((int)Whole("limit")).Select(t =>
        {
            var bar = VendorMarket.At(t);
            return new object[] { t, Text(bar.Open), Text(bar.High), Text(bar.Low), Text(bar.Close), Text(bar.Volume), t + length - 1, "0", 10, "0", "0", "0" };
        });
        return context.Response.WriteAsJsonAsync(rows);

        long Whole(string key) => long.Parse(query[key]!, CultureInfo.InvariantCulture);
        static string Text(double value) => value.ToString("F8", CultureInfo.InvariantCulture);
    }
}
