using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>The general keys of a chart's look, resolved.</summary>
internal sealed class ChartOptions(ChartSpec spec)
{
    private readonly Settings _settings = new(Catalog.ChartSettings, spec.Override);

    public double ScalesFontSize => _settings.Number("scalesFontSize");

    public bool ShowLegend => _settings.Flag("showLegend");

    public bool ShowLegendValues => _settings.Flag("showLegendValues");

    public bool ShowMainPane => _settings.Flag("showMainPane");

    public bool ShowPriceLine => _settings.Flag("showPriceLine");

    public bool ShowVertGrid => _settings.Flag("showVertGrid");

    public bool ShowHorzGrid => _settings.Flag("showHorzGrid");

    public bool ShowSeriesLastValue => _settings.Flag("showSeriesLastValue");

    public bool ShowSeriesOhlc => _settings.Flag("showSeriesOHLC");

    public bool ShowBarChange => _settings.Flag("showBarChange");

    public bool ShowStudyLastValue => _settings.Flag("showStudyLastValue");

    public bool ShowStudyPlotNames => _settings.Flag("showStudyPlotNamesAction");

    public bool ShowSymbolLabels => _settings.Flag("showSymbolLabelsAction");

    public bool ShowSymbolWatermark => _settings.Flag("showSymbolWatermark");

    public bool InvertScale => _settings.Flag("showInvertScale");

    public bool InvertStudyScales => _settings.Flag("showInvertScaleStudies");

    public bool ShowHighLow => _settings.Flag("showHighLow");

    public bool ShowSessionBreaks => _settings.Flag("showSessionBreaks");

    public double? PriceFrom => _settings.Has("priceRange.from") ? _settings.Number("priceRange.from") : null;

    public double? PriceTo => _settings.Has("priceRange.to") ? _settings.Number("priceRange.to") : null;

    public double PriceMargin => _settings.Number("priceRange.margin");

    /// <summary>Keys of the bar style, such as <c>candleStyle.upColor</c>.</summary>
    public bool StyleFlag(string key) => _settings.Flag("style." + key);

    public double StyleNumber(string key) => _settings.Number("style." + key);

    public Rgba StyleColor(string key) => _settings.Color("style." + key);

    public string StyleText(string key) => _settings.Text("style." + key);

    /// <summary>The price that a line-like style draws; close for the others.</summary>
    public string PriceSource(ChartStyle style) => style switch
    {
        ChartStyle.Line => StyleText("lineStyle.priceSource"),
        ChartStyle.Area => StyleText("areaStyle.priceSource"),
        ChartStyle.Baseline => StyleText("baselineStyle.priceSource"),
        ChartStyle.Column => StyleText("columnStyle.priceSource"),
        _ => "close",
    };

    /// <summary>The colour that stands for a rising or falling bar in labels and the legend.</summary>
    public Rgba BarColor(ChartStyle style, bool rising) => style switch
    {
        ChartStyle.Line => StyleColor("lineStyle.color"),
        ChartStyle.Area => StyleColor("areaStyle.linecolor"),
        ChartStyle.HiLo => StyleColor("hiloStyle.borderColor"),
        ChartStyle.Baseline => StyleColor(rising ? "baselineStyle.topLineColor" : "baselineStyle.bottomLineColor"),
        ChartStyle.Column => StyleColor(rising ? "columnStyle.upColor" : "columnStyle.downColor") with { A = 255 },
        _ => StyleColor(StyleKeys.Of(style) + (rising ? ".upColor" : ".downColor")),
    };
}
