using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Testing.ChartImg;

/// <summary>Pictures of the size and theme asked for, drawn by our own engine from bars that are the same for every symbol.</summary>
internal static class ChartImgPictures
{
    private const long FirstDay = 1_735_689_600_000, Day = 86_400_000;

    private static readonly Lazy<BarSeries> Bars = new(static () => BarSeries.From([.. Enumerable.Range(0, 200).Select(i =>
    {
        double open = Close(i - 1), close = Close(i);
        return new Bar(FirstDay + (i * Day), open, Math.Max(open, close) + 0.5, Math.Min(open, close) - 0.5, close, 1000 + (i % 7 * 100));
    })]));

    public static byte[] Draw(string symbol, int width, int height, string? theme, string? format) =>
        Chart.Draw(
            new ChartSpec { Symbol = symbol, Width = Math.Max(width, 300), Height = Math.Max(height, 200), Theme = theme == "dark" ? ChartTheme.Dark : ChartTheme.Light },
            Bars.Value, format == "jpeg" ? PictureFormat.Jpeg : PictureFormat.Png).Bytes;

    private static double Close(int day) => Math.Round(100 + (10 * Math.Sin(day / 9.0)) + (3 * Math.Cos(day / 2.0)), 2);
}
