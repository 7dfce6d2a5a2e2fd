using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

/// <summary>It trades on weekdays only, and not in Christmas week.</summary>
internal static class StooqActor
{
    public static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        var query = context.Request.Query;
        var text = new StringBuilder("Date,Open,High,Low,Close,Volume\r\n");
        var count = 0;
        if (query["s"] == "^dax" && query["i"] == "d")
        {
            foreach (var t in VendorMarket.Times(Timeframe.D1, Date("d1"), Date("d2") + 1, time))
            {
                var date = DateTimeOffset.FromUnixTimeMilliseconds(t);
                if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || date is { Month: 12, Day: > 24 }) continue;
                var bar = VendorMarket.At(t);
                text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume}\r\n");
                count++;
            }
        }
        return context.Response.WriteAsync(count > 0 ? text.ToString() : "No data");

        long Date(string key) => new DateTimeOffset(DateTime.ParseExact(query[key]!, "yyyyMMdd", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
