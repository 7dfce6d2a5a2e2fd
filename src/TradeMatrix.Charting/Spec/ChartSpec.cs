using System.Collections.Immutable;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Spec;

/// <summary>All that a picture shows, apart from the bars. Immutable; <c>with</c> makes variants.</summary>
public sealed record ChartSpec
{
    /// <summary>Symbol as shown, such as <c>DAX</c> or <c>XETR:DAX</c>; a prefix names the exchange.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Name of the instrument, shown in the legend in place of the symbol.</summary>
    public string? Description { get; init; }

    /// <summary>Exchange, which gives the trading hours; by default the symbol's prefix.</summary>
    public string? Exchange { get; init; }

    /// <summary>Timeframe of the bars.</summary>
    public Timeframe Interval { get; init; } = Timeframe.D1;

    /// <summary>Width in pixels at scale 1, 300 to 4096.</summary>
    public int Width { get; init; } = 800;

    /// <summary>Height in pixels at scale 1, 200 to 4096.</summary>
    public int Height { get; init; } = 600;

    /// <summary>Device pixels a pixel, 1 to 3.</summary>
    public double ScaleFactor { get; init; } = 1;

    /// <summary>How the bars are drawn.</summary>
    public ChartStyle Style { get; init; } = ChartStyle.Candle;

    /// <summary>Light or dark.</summary>
    public ChartTheme Theme { get; init; } = ChartTheme.Light;

    /// <summary>What the price scale counts.</summary>
    public PriceScaleMode Scale { get; init; } = PriceScaleMode.Regular;

    /// <summary>Which hours of an intraday series are shown.</summary>
    public SessionFilter Session { get; init; } = SessionFilter.Regular;

    /// <summary>IANA zone of the time scale.</summary>
    public string Timezone { get; init; } = "Etc/UTC";

    /// <summary>The part of the series shown; by default the last bars, 6 pixels apart.</summary>
    public ChartRange? Range { get; init; }

    /// <summary>How many bars are shown, 2 to 20000, when there is no range.</summary>
    public int? Bars { get; init; }

    /// <summary>Draws the chart as it stood at this time, Unix milliseconds UTC: only bars closed by then count.</summary>
    public long? AsOf { get; init; }

    /// <summary>Moves the view so many bars into the past, 0 to 1000.</summary>
    public int ShiftLeft { get; init; }

    /// <summary>Bars of room to the right of the last bar, on top of the usual margin, 0 to 1000.</summary>
    public int ShiftRight { get; init; }

    /// <summary>Decimals of a price, 0 to 12; by default as many as the bars have.</summary>
    public int? Precision { get; init; }

    /// <summary>A line of text above the chart.</summary>
    public string? Title { get; init; }

    /// <summary>A text behind the bars, in the middle of the upper pane.</summary>
    public string? Watermark { get; init; }

    /// <summary>Font size of the watermark: 16, 32, 64 or 128 pixels.</summary>
    public int WatermarkSize { get; init; } = 16;

    /// <summary>Opacity of the watermark, 0.1 to 1.</summary>
    public double WatermarkOpacity { get; init; } = 1;

    /// <summary>Look by flattened key: <c>showLegend</c>, <c>priceRange.from</c>, <c>style.candleStyle.upColor</c>.</summary>
    public ImmutableSortedDictionary<string, SettingValue> Override { get; init; } = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    /// <summary>Studies, in drawing order.</summary>
    public ImmutableArray<StudySpec> Studies { get; init; } = [];

    /// <summary>Drawings, in drawing order.</summary>
    public ImmutableArray<DrawingSpec> Drawings { get; init; } = [];

    /// <summary>The same chart with one key of its look set.</summary>
    public ChartSpec With(string key, SettingValue value) => this with { Override = Override.SetItem(key, value) };
}
