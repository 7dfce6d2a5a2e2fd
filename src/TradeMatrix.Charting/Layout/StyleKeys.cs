using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Prefixes of the look keys of each bar style.</summary>
internal static class StyleKeys
{
    public static string Of(ChartStyle style) => style switch
    {
        ChartStyle.HeikinAshi => "haStyle",
        ChartStyle.HiLo => "hiloStyle",
        _ => char.ToLowerInvariant(style.ToString()[0]) + style.ToString()[1..] + "Style",
    };

    /// <summary>Whether a bar takes its colour from the close before it rather than from its open; a hollow candle always does.</summary>
    public static bool ColorsOnPreviousClose(ChartOptions options, ChartStyle style) =>
        style is ChartStyle.HollowCandle || (style is ChartStyle.Bar or ChartStyle.Candle or ChartStyle.HeikinAshi or ChartStyle.Column && options.StyleFlag(Of(style) + ".barColorsOnPrevClose"));
}
