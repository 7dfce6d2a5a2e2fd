using System.Globalization;
using System.Text;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Tests;

/// <summary>A folder of made-up files that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("tradematrix-").FullName;

    public string Path { get; }

    /// <summary>Path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of all files, of the folders in it too.</summary>
    public string[] Files => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal)];

    /// <summary>Writes a text.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes bars as CSV, perhaps with further columns.</summary>
    public string WriteBars(string name, BarSeries bars, params (string Name, double[] Values)[] columns)
    {
        var text = new StringBuilder("time,open,high,low,close,Volume");
        foreach (var (column, _) in columns) text.Append(',').Append(column);
        text.Append('\n');
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            var time = DateTimeOffset.FromUnixTimeMilliseconds(bar.Time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{time},{bar.Open:R},{bar.High:R},{bar.Low:R},{bar.Close:R},{bar.Volume:R}");
            foreach (var (_, values) in columns) text.Append(',').Append(double.IsNaN(values[i]) ? "" : values[i].ToString("R", CultureInfo.InvariantCulture));
            text.Append('\n');
        }
        return Write(name, text.ToString());
    }

    /// <summary>A random walk by a seed, with volume.</summary>
    public static BarSeries Walk(int count, TimeSpan? step = null, int seed = 1)
    {
        var random = new Random(seed);
        var start = new DateTimeOffset(2023, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var length = (long)(step ?? TimeSpan.FromDays(1)).TotalMilliseconds;
        var price = 1000.0;
        return BarSeries.From([.. Enumerable.Range(0, count).Select(i =>
        {
            var open = Math.Round(price, 2);
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.03);
            var close = Math.Round(price, 2);
            var reach = Math.Round(open * 0.004 * (1 + random.NextDouble()), 2);
            return new Bar(start + (i * length), open, Math.Max(open, close) + reach, Math.Min(open, close) - reach, close, random.Next(1_000, 90_000));
        })]);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
