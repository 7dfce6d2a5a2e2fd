using System.Text.Json.Nodes;

namespace TradeMatrix.Web.Charts;

/// <summary>A symbol's chart configuration; a missing key takes its default.</summary>
/// <param name="TvSymbol">TradingView's form of the symbol, for the upstream provider.</param>
/// <param name="Timeframes">Timeframes that agents look at; at least one.</param>
/// <param name="DefaultTimeframe">The timeframe of a chart asked for without one; one of timeframes.</param>
/// <param name="Indicators">Studies in drawing order: texts or objects.</param>
/// <param name="ChartType">candles, bars, line, area or another style.</param>
/// <param name="Theme">dark or light.</param>
/// <param name="Width">Pixels, 300 to 4096.</param>
/// <param name="Height">Pixels, 200 to 4096.</param>
/// <param name="ShowVolume">Whether the volume is shown.</param>
/// <param name="ShowLegend">Whether the legend is shown.</param>
/// <param name="Timezone">IANA zone of the time scale.</param>
public sealed record ConfigBody(
    string? TvSymbol, IReadOnlyList<string>? Timeframes, string? DefaultTimeframe, JsonArray? Indicators, string? ChartType, string? Theme, int? Width, int? Height, bool? ShowVolume, bool? ShowLegend, string? Timezone);
