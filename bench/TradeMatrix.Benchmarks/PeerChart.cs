using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Benchmarks;

/// <summary>The chart that every peer draws: candles, volume, EMA 20 and 50, Bollinger Bands, an RSI pane and a MACD pane.</summary>
internal static class PeerChart
{
    /// <summary>How many different ends of the series the charts cycle through, so that no answer can come from a cache.</summary>
    public const int Ends = 51;

    public static ChartSpec Spec(int bars) => new()
    {
        Symbol = "DAX",
        Width = 1200,
        Height = 800,
        Theme = ChartTheme.Dark,
        Bars = bars,
        Studies =
        [
            new StudySpec("Volume") { ForceOverlay = true },
            StudySpec.FromCode("EMA:20"),
            StudySpec.FromCode("EMA:50"),
            StudySpec.FromCode("BB:20,close,2"),
            StudySpec.FromCode("RSI:14"),
            StudySpec.FromCode("MACD:12,26,close,9"),
        ],
    };

    /// <summary>The series of a CSV file, or a walk of so many bars when the argument is a number.</summary>
    public static BarSeries Load(string source)
    {
        if (int.TryParse(source, out var count)) return Walk(count);
        using var stream = File.OpenRead(source);
        return BarCsv.Read(stream).Bars;
    }

    /// <summary>The bars of chart i: the series without its last few.</summary>
    public static BarSeries Window(BarSeries bars, int i) => bars.Slice(0, bars.Count - (i % Ends));

    private static BarSeries Walk(int count)
    {
        var bars = new Bar[count];
        var (price, state) = (10_000.0, 1u);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price = Math.Round(price * (1 + ((Next() - 0.4995) * 0.02)), 2);
            bars[i] = new Bar(i * 86_400_000L, open, Math.Round(Math.Max(open, price) * 1.004, 2), Math.Round(Math.Min(open, price) * 0.996, 2), price, Math.Round(1e6 * (1 + Next())));
        }
        return BarSeries.From(bars);

        double Next() => (state = (state * 1664525u) + 1013904223u) / 4294967296.0;
    }
}
