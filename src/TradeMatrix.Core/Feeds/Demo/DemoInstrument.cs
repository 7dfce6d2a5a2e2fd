using System.IO.Hashing;
using System.Text;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>How the demonstration feed imagines an instrument.</summary>
/// <param name="Name">Name that its spellings have in common.</param>
/// <param name="Exchange">Exchange whose hours it keeps.</param>
/// <param name="Price">Price that it moves around.</param>
/// <param name="Volatility">Standard deviation of a day's change, relative to the price.</param>
/// <param name="Decimals">Decimals of a price.</param>
/// <param name="Volume">Usual volume of a day.</param>
internal sealed record DemoInstrument(string Name, string Exchange, double Price, double Volatility, int Decimals, double Volume)
{
    private static readonly DemoInstrument[] Known =
    [
        new("DAX", "XETRA", 18_000, 0.011, 1, 60e6),
        new("NDX", "NASDAQ", 19_500, 0.013, 1, 900e6),
        new("SPX", "NYSE", 5_500, 0.010, 2, 2500e6),
        new("DJI", "NYSE", 40_000, 0.009, 1, 350e6),
        new("EURUSD", "FX", 1.08, 0.0045, 5, 180e3),
        new("GBPUSD", "FX", 1.27, 0.005, 5, 160e3),
        new("EURGBP", "FX", 0.85, 0.0035, 5, 90e3),
        new("USDJPY", "FX", 150, 0.0055, 3, 170e3),
        new("USDCHF", "FX", 0.89, 0.0045, 5, 90e3),
        new("AUDUSD", "FX", 0.66, 0.0055, 5, 90e3),
        new("USDCAD", "FX", 1.36, 0.004, 5, 90e3),
        new("NZDUSD", "FX", 0.6, 0.0055, 5, 70e3),
        new("XAUUSD", "FX", 2_400, 0.009, 2, 250e3),
        new("XAGUSD", "FX", 29, 0.017, 3, 120e3),
        new("BTCUSD", "CRYPTO", 62_000, 0.028, 2, 25e3),
        new("ETHUSD", "CRYPTO", 3_100, 0.035, 2, 300e3),
        new("SOLUSD", "CRYPTO", 150, 0.045, 2, 3e6),
    ];

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["GDAXI"] = "DAX",
        ["DAX40"] = "DAX",
        ["GER30"] = "DAX",
        ["GER40"] = "DAX",
        ["DE40"] = "DAX",
        ["DE30EUR"] = "DAX",
        ["NDQ"] = "NDX",
        ["US100"] = "NDX",
        ["NAS100"] = "NDX",
        ["NAS100USD"] = "NDX",
        ["GSPC"] = "SPX",
        ["US500"] = "SPX",
        ["SPX500"] = "SPX",
        ["US30"] = "DJI",
        ["US30USD"] = "DJI",
        ["DJIUSD"] = "DJI",
        ["BTCUSDT"] = "BTCUSD",
        ["ETHUSDT"] = "ETHUSD",
        ["SOLUSDT"] = "SOLUSD",
    };

    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "PLN"];

    /// <summary>What crypto is quoted in.</summary>
    private static readonly string[] Dollars = ["USD", "USDT", "USDC"];

    /// <summary>The hash that all its prices come from.</summary>
    public ulong Seed { get; } = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Name));

    /// <summary>Whether it trades on Saturday and Sunday.</summary>
    public bool HasWeekends => Exchange == "CRYPTO";

    /// <summary>The instrument of any symbol, the same for all its spellings.</summary>
    public static DemoInstrument Of(string symbol)
    {
        var exchange = ExchangeCalendar.ExchangeOf(symbol);
        var bare = exchange.Length > 0 ? symbol[(exchange.Length + 1)..] : symbol;
        var name = new string([.. bare.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
        // Yahoo's EURUSD=X.
        if (symbol.EndsWith("=X", StringComparison.OrdinalIgnoreCase)) name = name[..^1];
        name = Spellings.GetValueOrDefault(name, name);
        var instrument = Array.Find(Known, i => i.Name == name) ?? Guess(name);
        return ExchangeCalendar.For(exchange) is { } hours && instrument.Exchange is not ("FX" or "CRYPTO")
            ? instrument with { Exchange = hours.Exchange }
            : instrument;
    }

    private static DemoInstrument Guess(string name)
    {
        // Not the seed itself, which the prices are made of.
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name), seed: 1);
        double first = (hash & 0xFFFF) / 65536.0, second = ((hash >> 16) & 0xFFFF) / 65536.0;
        if (name.Length == 6 && Array.IndexOf(Currencies, name[..3]) >= 0 && Array.IndexOf(Currencies, name[3..]) >= 0)
        {
            var isYen = name.EndsWith("JPY", StringComparison.Ordinal);
            return new DemoInstrument(name, "FX", isYen ? 90 + (100 * first) : 0.6 + first, 0.005, isYen ? 3 : 5, 80e3);
        }
        if (name.Length > 4 && Array.Exists(Dollars, d => name.EndsWith(d, StringComparison.Ordinal)))
            return new DemoInstrument(name, "CRYPTO", 0.5 + (200 * first * first), 0.045, 4, 5e6);
        return new DemoInstrument(name, "NASDAQ", 20 + (280 * first), 0.014 + (0.012 * second), 2, 2e6 + (40e6 * second));
    }
}
