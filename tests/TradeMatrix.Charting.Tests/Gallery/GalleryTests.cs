using System.Text;
using System.Text.Json;
using SkiaSharp;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Gallery;

/// <summary>
/// The pictures of docs/gallery.md are drawn here, from the recipes beside them, and must stay the same pixel for pixel.
/// With UPDATE_PICTURES=1 they are written anew: look at each before it is committed.
/// </summary>
public sealed class GalleryTests
{
    private static readonly string Folder = FindDocs();
    private static readonly bool IsUpdating = Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1";

    private sealed record Recipe(string File, string Caption, string Data, JsonElement Spec);

    public static TheoryData<string> Names => [.. Recipes().Select(r => r.File)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_is_the_one_that_was_looked_at(string name)
    {
        var recipe = Recipes().Single(r => r.File == name);
        var picture = Chart.Draw(ChartSpecJson.Read(recipe.Spec.GetRawText()), Bars(recipe.Data));
        var path = Path.Combine(Folder, "gallery", name + ".png");
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
        var page = new StringBuilder("# Gallery\n\nEach picture is drawn by a test from the recipe of its name in [recipes.json](gallery/recipes.json), a chart spec.\n");
        foreach (var recipe in Recipes()) page.Append($"\n## {recipe.Caption}\n\n![{recipe.Caption}](gallery/{recipe.File}.png)\n");
        var path = Path.Combine(Folder, "gallery.md");
        if (IsUpdating) File.WriteAllText(path, page.ToString());
        Assert.Equal(page.ToString(), File.ReadAllText(path));
    }

    private static Recipe[] Recipes() =>
        JsonSerializer.Deserialize<Recipe[]>(File.ReadAllText(Path.Combine(Folder, "gallery", "recipes.json")), JsonSerializerOptions.Web)!;

    private static BarSeries Bars(string data)
    {
        if (data == "tiny") return Walk(0.00001234, 1e-8);
        if (data == "huge") return Walk(123_456_789, 1);
        using var stream = File.OpenRead(SharedData.PathOf("data/" + data));
        return BarCsv.Read(stream, new BarCsvOptions { Zone = data.StartsWith("spy", StringComparison.Ordinal) ? "America/New_York" : "Etc/UTC" }).Bars;
    }

    /// <summary>A walk that ends at a price, in whole ticks; the same on every machine.</summary>
    private static BarSeries Walk(double end, double tick)
    {
        var bars = new List<Bar>();
        var price = end;
        var state = 12345u;
        for (var i = 119; i >= 0; i--)
        {
            var close = Round(price);
            price *= 1 + ((Next() - 0.5) * 0.06);
            var open = Round(price);
            double high = Round(Math.Max(open, close) * (1 + (Next() * 0.015))), low = Round(Math.Min(open, close) * (1 - (Next() * 0.015)));
            bars.Insert(0, new Bar((20_000L + i) * 86_400_000, open, high, low, close, Math.Round(Next() * 5e6)));
        }
        return BarSeries.From(bars);

        double Round(double value) => Math.Round(Math.Round(value / tick) * tick, 10);
        double Next() => (state = (state * 1664525u) + 1013904223u) / 4294967296.0;
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
