using System.Globalization;
using System.Text;
using SkiaSharp;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests;

namespace TradeMatrix.Analysis.Tests.Gallery;

/// <summary>
/// The pictures of docs/analysis-gallery.md: real bars with what is found in them. They must stay the same pixel for pixel; with
/// UPDATE_PICTURES=1 they are written anew: look at each before it is committed.
/// </summary>
public sealed class AnalysisGalleryTests
{
    private static readonly string Docs = FindDocs();
    private static readonly bool IsUpdating = Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1";

    /// <summary>A picture: the bars before a moment, read as of it, or its patterns alone.</summary>
    private sealed record Recipe(string File, string Caption, string Data, Timeframe Timeframe, string Until, int Bars, bool IsReading = false, double Least = ChartPatterns.LeastConfidence);

    private static readonly Recipe[] Recipes =
    [
        new("dax-reading", "DAX, daily, as of the last bar: trend, levels and patterns of one reading", "dax_historical.csv", Timeframe.D1, "2025-11-01", 250, IsReading: true),
        new("eurusd-inverse-head-and-shoulders", "EUR/USD, daily: an inverse head and shoulders", "eurusd_historical.csv", Timeframe.D1, "2010-11-30", 220),
        new("eurusd-head-and-shoulders", "EUR/USD, daily: a head and shoulders", "eurusd_historical.csv", Timeframe.D1, "2021-09-30", 330),
        new("ndq-double-top", "Nasdaq Composite, daily: a double top", "ndq_historical.csv", Timeframe.D1, "2000-11-15", 150),
        new("eurgbp-double-bottom", "EUR/GBP, daily: a double bottom, when less sure ones are asked for", "eurgbp_historical.csv", Timeframe.D1, "2025-05-15", 150, Least: 0.15),
        new("ndq-triple-top", "Nasdaq Composite, daily: tops, when less sure ones are asked for", "ndq_historical.csv", Timeframe.D1, "2011-10-15", 220, Least: 0.15),
        new("ndq-rising-wedge", "Nasdaq Composite, daily: a rising wedge", "ndq_historical.csv", Timeframe.D1, "2024-11-30", 130),
        new("eurgbp-symmetrical-triangle", "EUR/GBP, daily: a symmetrical triangle", "eurgbp_historical.csv", Timeframe.D1, "2008-10-15", 160),
        new("dax-channel-flat", "DAX, daily: a level channel", "dax_historical.csv", Timeframe.D1, "2000-09-30", 170),
        new("eurusd-channel-down", "EUR/USD, daily: a falling channel", "eurusd_historical.csv", Timeframe.D1, "2012-03-24", 220),
        new("eurusd-bull-flag", "EUR/USD, hourly: a bull flag", "eurusd_1h.csv", Timeframe.H1, "2017-11-16", 120),
        new("eurusd-hour-reading", "EUR/USD, hourly: a reading with its levels", "eurusd_1h.csv", Timeframe.H1, "2017-07-20T00:00:00Z", 260, IsReading: true),
    ];

    public static TheoryData<string> Names => [.. Recipes.Select(r => r.File)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_is_the_one_that_was_looked_at(string name)
    {
        var recipe = Recipes.Single(r => r.File == name);
        var bars = Bars(recipe);
        var drawings = recipe.IsReading
            ? ReadingDrawings.Of(MarketReading.Read(bars, recipe.Timeframe))
            : [.. ChartPatterns.Find(bars, recipe.Least).Where(p => p.State != PatternState.Failed && p.Start >= bars.Count - recipe.Bars).SelectMany(p => ReadingDrawings.Of(p))];
        Assert.NotEmpty(drawings);
        var spec = new ChartSpec
        {
            Symbol = recipe.Caption[..recipe.Caption.IndexOf(',', StringComparison.Ordinal)],
            Interval = recipe.Timeframe,
            Width = 900,
            Height = 520,
            Theme = ChartTheme.Dark,
            Bars = recipe.Bars,
            Drawings = drawings,
            Studies = recipe.IsReading ? [StudySpec.FromCode("EMA:20"), StudySpec.FromCode("EMA:50"), StudySpec.FromCode("EMA:200")] : [],
        };
        var picture = Chart.Draw(spec, bars);
        var path = Path.Combine(Docs, "analysis", name + ".png");
        if (IsUpdating) File.WriteAllBytes(path, picture.Bytes);

        var differing = Differing(File.ReadAllBytes(path), picture.Bytes);
        if (differing == 0) return;
        var received = Path.ChangeExtension(path, ".received.png");
        File.WriteAllBytes(received, picture.Bytes);
        Assert.Fail($"{differing} pixels differ; see {received}");
    }

    [Fact]
    public void Page_shows_every_picture()
    {
        var page = new StringBuilder("# What the analysis finds\n\nReal bars, drawn by a test with what is found in them: patterns blue, targets green, what rules a pattern out red, levels grey.\n[analysis.md](analysis.md) says what each is and how sure.\n");
        foreach (var recipe in Recipes) page.Append(CultureInfo.InvariantCulture, $"\n## {recipe.Caption}\n\n![{recipe.Caption}](analysis/{recipe.File}.png)\n");
        var path = Path.Combine(Docs, "analysis-gallery.md");
        if (IsUpdating) File.WriteAllText(path, page.ToString());
        Assert.Equal(page.ToString(), File.ReadAllText(path));
    }

    private static BarSeries Bars(Recipe recipe)
    {
        using var stream = File.OpenRead(SharedData.PathOf("data/" + recipe.Data));
        var bars = BarCsv.Read(stream, new BarCsvOptions { Zone = "Etc/UTC" }).Bars;
        var end = bars.IndexAtOrAfter(DateTimeOffset.Parse(recipe.Until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds());
        var count = Math.Min(end, recipe.Bars + 250);
        return bars.Slice(end - count, count);
    }

    private static int Differing(byte[] expected, byte[] actual)
    {
        using SKBitmap a = SKBitmap.Decode(expected), b = SKBitmap.Decode(actual);
        if (a.Width != b.Width || a.Height != b.Height) return int.MaxValue;
        SKColor[] left = a.Pixels, right = b.Pixels;
        return left.Where((color, i) => color != right[i]).Count();
    }

    private static string FindDocs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TradeMatrix.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs");
    }
}
