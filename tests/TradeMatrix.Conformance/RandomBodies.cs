using System.Globalization;
using System.Text;

namespace TradeMatrix.Conformance;

/// <summary>
/// Bodies of version 2's chart requests as nobody sends them on purpose: values of other types, huge numbers, deep nesting, broken
/// JSON and Unicode, markup and SQL, up to a megabyte. Equal seeds give equal bodies.
/// </summary>
/// <param name="seed">Seed.</param>
public sealed class RandomBodies(int seed)
{
    private static readonly string[] Fields =
    [
        "symbol", "interval", "width", "height", "style", "theme", "scale", "session", "timezone", "format", "range", "override", "studies", "drawings", "shiftLeft", "shiftRight", "watermark", "watermarkSize",
        "watermarkOpacity", "key", "strict", "logo", "bars", "__proto__", "", "Symbol", "indicators",
    ];

    private static readonly string[] Names = ["MACD", "Volume", "RSI", "Bollinger Bands", "Ichimoku Cloud", "Volume Profile Visible Range", "Correlation Coefficient", "Zig Zag", "EMA:50", "Moving Average", "VWAP", "Nope", "'; DROP TABLE bars; --", ""];

    private static readonly string[] Shapes = ["Horizontal Line", "Trend Line", "Long Position", "Fib Retracement", "Rectangle", "Text", "Order Line", "Vertical Line", "Callout", "Nope"];

    private static readonly string[] Keys = ["length", "in_0", "in_1", "source", "price", "startDatetime", "endDatetime", "startPrice", "endPrice", "entryPrice", "targetPrice", "stopPrice", "text", "symbol", "rows", "periods", "stdDev", "color"];

    private static readonly string[] Texts =
    [
        "BINANCE:BTCUSDT", "NASDAQ:AAPL", "DAX", "(NASDAQ:MARA+NASDAQ:RIOT)/10", "A:B/C:D", "1D", "4h", "1M", "999999h", "5Y", "ALL", "dark", "candle", "Etc/UTC", "2025-01-06T00:00:00.000Z", "0001-01-01", "9999-12-31T23:59:59Z",
        "NaN", "Infinity", "-Infinity", "1e999", "0x10", "", " ", "null", "true", "<script>alert(1)</script>", "' OR '1'='1", "../../etc/passwd", "%00", "\\u0000", "\\ud800", "\\udc00\\ud800", "日本:株価", "🚀:🌕", "\u202Eabc",
        "rgb(1,2,3)", "rgba(1,2,3,0.25)", "#12345678", "red", "http://127.0.0.1:1/", "{{7*7}}", "${jndi:ldap://x}",
    ];

    private static readonly string[] Numbers = ["0", "-1", "1", "14", "400", "801.5", "1000", "20000", "2147483647", "9223372036854775808", "1e308", "1e309", "-1e-300", "0.1", "123456789012345678901234567890", "1735689600000"];

    private readonly Random _random = new(seed);

    /// <summary>The next body.</summary>
    public byte[] Next() => Encoding.UTF8.GetBytes(_random.Next(100) switch
    {
        < 55 => Object(),
        < 75 => Likely(),
        < 80 => Broken(),
        < 84 => new string('[', _random.Next(1, 5000)),
        < 87 => string.Concat(Enumerable.Repeat("{\"override\":", _random.Next(1, 200))) + "1" + new string('}', _random.Next(0, 200)),
        < 90 => Value(0),
        < 91 => $$"""{"symbol":"{{new string('A', 1 << _random.Next(10, 20))}}"}""",
        < 92 => $$"""{"watermark":"{{new string('x', 900_000)}}","studies":[]}""",
        < 93 => $$"""{"drawings":[{{string.Join(',', Enumerable.Repeat("""{"name":"Horizontal Line","input":{"price":1}}""", _random.Next(1, 700)))}}]}""",
        < 94 => $$"""{"studies":[{{string.Join(',', Enumerable.Repeat("\"EMA:9\"", _random.Next(1, 80)))}}]}""",
        < 96 => "",
        _ => Object() + Object(),
    });

    /// <summary>A body that is good but for a few values.</summary>
    private string Likely()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["symbol"] = "\"BINANCE:ETHUSDT\"", ["interval"] = Pick(["\"4h\"", "\"1D\"", "\"15m\"", "\"1W\""]), ["width"] = "400", ["height"] = "300",
            ["studies"] = $"[{string.Join(',', Enumerable.Range(0, _random.Next(3)).Select(_ => Study(0)))}]", ["drawings"] = $"[{string.Join(',', Enumerable.Range(0, _random.Next(3)).Select(_ => Drawing(0)))}]",
        };
        for (var i = _random.Next(3); i > 0; i--) fields[Pick(Fields)] = Value(0);
        return "{" + string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}")) + "}";
    }

    private string Object() => "{" + string.Join(',', Enumerable.Range(0, _random.Next(7)).Select(_ => $"\"{Pick(Fields)}\":{Value(0)}")) + "}";

    private string Study(int depth)
    {
        var name = _random.Next(4) > 0 ? $"\"{Pick(Names)}\"" : Value(depth + 1);
        return $$"""{"name":{{name}},"forceOverlay":{{Value(depth + 1)}},"input":{"{{Pick(Keys)}}":{{Value(depth + 1)}} },"override":{"Plot.{{Pick(Keys)}}":{{Value(depth + 1)}} } }""";
    }

    private string Drawing(int depth)
    {
        var input = string.Join(',', Enumerable.Range(0, 4).Select(_ => $"\"{Pick(Keys)}\":{Value(depth + 1)}"));
        return $$"""{"name":"{{Pick(Shapes)}}","input":{ {{input}} },"override":{"lineColor":{{Value(depth + 1)}} } }""";
    }

    private string Value(int depth) => _random.Next(depth > 3 ? 5 : 9) switch
    {
        0 => Pick(["null", "true", "false"]),
        1 or 2 => Pick(Numbers),
        3 => _random.Next(-100_000, 100_000).ToString(CultureInfo.InvariantCulture),
        4 => $"\"{Pick(Texts)}\"",
        5 => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth + 1)))}]",
        6 => "{" + string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => $"\"{Pick(Keys)}\":{Value(depth + 1)}")) + "}",
        7 => $"[{Study(depth)}]",
        _ => $"[{Drawing(depth)}]",
    };

    /// <summary>A good body with a byte cut out or changed.</summary>
    private string Broken()
    {
        var body = Likely();
        var at = _random.Next(body.Length);
        return _random.Next(2) == 0 ? body[..at] : body[..at] + (char)_random.Next(1, 0x3000) + body[(at + 1)..];
    }

    private string Pick(string[] of) => of[_random.Next(of.Length)];
}
