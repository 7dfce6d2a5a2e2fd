namespace TradeMatrix.Charting.Bars;

/// <summary>The price of a bar that a study or a line reads.</summary>
public static class PriceSource
{
    private delegate double Formula(double open, double high, double low, double close);

    private static readonly Dictionary<string, Formula> Combined = new(StringComparer.Ordinal)
    {
        ["hl2"] = static (_, h, l, _) => (h + l) / 2,
        ["hlc3"] = static (_, h, l, c) => (h + l + c) / 3,
        ["ohlc4"] = static (o, h, l, c) => (o + h + l + c) / 4,
    };

    /// <summary>All source names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["open", "high", "low", "close", "hl2", "hlc3", "ohlc4", "volume"];

    /// <summary>One value a bar; a single column is returned without copying.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static ReadOnlySpan<double> Values(BarSeries bars, string name)
    {
        switch (name)
        {
            case "open": return bars.Open;
            case "high": return bars.High;
            case "low": return bars.Low;
            case "close": return bars.Close;
            case "volume": return bars.Volume;
        }
        if (!Combined.TryGetValue(name, out var formula))
            throw new ArgumentException($"source: '{name}' must be one of {string.Join(", ", Names)}", nameof(name));
        var values = new double[bars.Count];
        for (var i = 0; i < values.Length; i++) values[i] = formula(bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i]);
        return values;
    }
}
