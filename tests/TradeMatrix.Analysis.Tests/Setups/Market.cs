using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

/// <summary>Bars for tests of setups.</summary>
internal static class Market
{
    public static readonly ExchangeCalendar Xetra = ExchangeCalendar.For("XETRA")!, Nyse = ExchangeCalendar.For("NYSE")!;

    /// <summary>A wall-clock time of a zone, Unix milliseconds UTC.</summary>
    public static long At(string time, string zone = "Europe/Berlin")
    {
        var local = DateTime.ParseExact(time, "yyyy-MM-dd HH:mm", null);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    public static Bar Berlin(string time, double open, double high, double low, double close, double volume = 100) => new(At(time), open, high, low, close, volume);

    public static Bar NewYork(string time, double open, double high, double low, double close, double volume = 100) => new(At(time, "America/New_York"), open, high, low, close, volume);

    public static SetupBars Of(ExchangeCalendar calendar, SetupOptions options, params Bar[] bars) => new(BarSeries.From(bars), Timeframe.M5, calendar, options);

    /// <summary>Five-minute bars around the clock on weekdays, a walk that comes back and jumps now and then, so that yesterday's range is touched often.</summary>
    public static BarSeries Walk(int seed, int days, double start = 20_000, double step = 8)
    {
        var random = new Random(seed);
        var bars = new List<Bar>(days * 288);
        var price = start;
        var time = At("2025-01-06 00:00", "Etc/UTC");
        for (var day = 0; day < days; day++, time += TimeSpan.MillisecondsPerDay)
        {
            if (day % 7 > 4) continue;
            // Europe's open, and some other time, may come with a jump.
            int jump = random.Next(96, 240);
            for (var i = 0; i < 288; i++)
            {
                if ((i == 84 || i == jump) && random.Next(2) == 0) price += random.Next(-20, 21) * step;
                double open = price, high = open, low = open;
                for (var k = 0; k < 6; k++)
                {
                    // Whole quarters keep sums and mirrors exact.
                    price += (Math.Round((random.NextDouble() - 0.5) * step * 4) / 4) + (Math.Sign(start - price) * 0.25);
                    (high, low) = (Math.Max(high, price), Math.Min(low, price));
                }
                bars.Add(new Bar(time + (i * 300_000L), open, high, low, price, random.Next(50, 200) * (random.Next(6) == 0 ? 3 : 1)));
            }
        }
        return BarSeries.From(bars);
    }

    /// <summary>The same bars upside down around a price.</summary>
    public static BarSeries Mirror(BarSeries bars, double around = 20_000)
    {
        var mirrored = new Bar[bars.Count];
        for (var i = 0; i < mirrored.Length; i++)
        {
            var b = bars[i];
            mirrored[i] = b with { Open = (2 * around) - b.Open, High = (2 * around) - b.Low, Low = (2 * around) - b.High, Close = (2 * around) - b.Close };
        }
        return BarSeries.From(mirrored);
    }
}
