using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests;

/// <summary>Recorded market data beside the repository; tests that need it are skipped where it is absent.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>Path of a shared file; skips the test when there is none.</summary>
    public static string PathOf(string relative)
    {
        var path = Path.Combine(Root ?? "", relative);
        Assert.SkipUnless(Root is not null && File.Exists(path), $"needs ../shared/{relative}, which is not here");
        return path;
    }

    /// <summary>The 502 daily bars to which the expected study values belong.</summary>
    public static BarSeries StudyQuotes() => BarSeries.From([.. File.ReadLines(PathOf("data/studies/quotes.csv")).Skip(1).Select(line =>
    {
        var f = line.Split(',');
        double N(int i) => double.Parse(f[i], CultureInfo.InvariantCulture);
        var time = DateTimeOffset.Parse(f[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
        return new Bar(time, N(1), N(2), N(3), N(4), N(5));
    })]);

    /// <summary>One expected output of a study, NaN while warming up.</summary>
    public static double[] Expected(string file, string output)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf($"data/studies/{file}.json")));
        return [.. json.RootElement.EnumerateArray().Select(bar =>
            bar.TryGetProperty(output, out var v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN)];
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return Path.Combine(folder.FullName, "shared");
        }
        return null;
    }
}
