using System.Globalization;
using System.Text;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Short forms of what the tests of bars need.</summary>
internal static class At
{
    /// <summary>Unix milliseconds of <c>2020-01-02 09:30</c>, UTC, or with an offset at its end.</summary>
    public static long Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    /// <summary>UTC as <c>2020-01-02 09:30</c>.</summary>
    public static string Text(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Times of all bars as <see cref="Text"/>.</summary>
    public static string[] Times(BarSeries bars) => Array.ConvertAll(bars.Time.ToArray(), Text);

    public static BarFile Read(string csv, BarCsvOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return BarCsv.Read(stream, options);
    }

    public static BarFile ReadFile(string name, BarCsvOptions? options = null)
    {
        using var stream = File.OpenRead(SharedData.PathOf("data/" + name));
        return BarCsv.Read(stream, options);
    }

    public static Bar[] All(BarSeries bars) => [.. Enumerable.Range(0, bars.Count).Select(i => bars[i])];
}
