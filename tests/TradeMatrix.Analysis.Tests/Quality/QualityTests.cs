using System.Globalization;
using System.Text;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Tests;

namespace TradeMatrix.Analysis.Tests.Quality;

/// <summary>
/// How surely patterns are found, on seeds that no rule was tuned on (those were below 100). The tables of docs/analysis.md are these
/// figures; UPDATE_PICTURES=1 writes them anew.
/// </summary>
public sealed class QualityTests
{
    private const int SeriesOfEach = 200;
    private const double Slight = 0.03, Moderate = 0.06, Strong = 0.10;
    private const double Goal = 0.8;

    private static readonly (string File, int Bars)[] Recorded =
        [("dax_historical", 6000), ("ndq_historical", 6000), ("dji_historical", 6000), ("eurusd_historical", 6000), ("eurgbp_historical", 6000), ("eurusd_1h", 5000)];

    private static readonly Lazy<(QualityMeasure Slight, QualityMeasure Moderate, QualityMeasure Strong, double False)> Measured = new(() => (
        QualityMeasure.Of(2001, Slight, SeriesOfEach), QualityMeasure.Of(2002, Moderate, SeriesOfEach), QualityMeasure.Of(2003, Strong, SeriesOfEach),
        QualityMeasure.FalsePerThousand(2004, 400)));

    public static TheoryData<string> Patterns => [.. SyntheticPatterns.Names];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Four_in_five_are_found_and_right_at_moderate_noise(string name)
    {
        var measure = Measured.Value.Moderate;
        Assert.True(measure.Recall(name) >= Goal, $"recall {measure.Recall(name):0.000}");
        Assert.True(measure.Precision(name) >= Goal, $"precision {measure.Precision(name):0.000}");
    }

    [Fact]
    public void Random_walks_show_at_most_two_patterns_in_a_thousand_bars() => Assert.InRange(Measured.Value.False, 0.1, 2);

    [Fact]
    public void Synthetic_patterns_are_those_that_are_looked_for() =>
        Assert.Equal(PatternDetectors.Names.Order(StringComparer.Ordinal), SyntheticPatterns.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Confidence_is_the_share_that_is_right()
    {
        foreach (var (from, to) in new[] { (0.25, 0.65), (0.65, 0.9), (0.9, 1.0) })
        {
            var group = All().Where(d => d.Pattern.Confidence >= from && d.Pattern.Confidence < to).ToList();
            var (mean, right) = (group.Average(d => d.Pattern.Confidence), group.Count(d => d.IsRight) / (double)group.Count);
            Assert.True(Math.Abs(mean - right) <= 0.1, $"confidence {mean:0.00}, right {right:0.00} of {group.Count}");
        }
    }

    [Fact]
    public void Page_holds_these_figures()
    {
        const string Begin = "<!-- figures -->\n", End = "<!-- end of figures -->";
        var path = Path.Combine(FindDocs(), "analysis.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        var expected = page[..start] + Tables() + page[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1") File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void Page_holds_what_recorded_bars_show()
    {
        BarSeries[] series = [.. Recorded.Select(r =>
        {
            using var stream = File.OpenRead(SharedData.PathOf($"data/{r.File}.csv"));
            var bars = BarCsv.Read(stream, new BarCsvOptions { Zone = "Etc/UTC" }).Bars;
            return bars.Slice(bars.Count - r.Bars, r.Bars);
        })];
        int Count(double least) => series.Sum(bars => ChartPatterns.Find(bars, least).Count);
        var (usual, more, thousands) = (Count(ChartPatterns.LeastConfidence), Count(0.1), series.Sum(b => b.Count) / 1000.0);
        var expected = string.Create(CultureInfo.InvariantCulture, $"{usual} patterns are found, {usual / thousands:0.0} in 1,000 bars, and {more} with `leastConfidence: 0.1`, failed ones included");
        Assert.Contains(expected, File.ReadAllText(Path.Combine(FindDocs(), "analysis.md")), StringComparison.Ordinal);
    }

    private static IEnumerable<(ChartPattern Pattern, bool IsRight)> All() =>
        Measured.Value.Slight.Detections.Concat(Measured.Value.Moderate.Detections).Concat(Measured.Value.Strong.Detections);

    private static string Tables()
    {
        var (slight, moderate, strong, walks) = Measured.Value;
        var text = new StringBuilder("| pattern | recall, slight | moderate | strong | precision, slight | moderate | strong |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var name in SyntheticPatterns.Names)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {slight.Recall(name):0.00} | {moderate.Recall(name):0.00} | {strong.Recall(name):0.00}");
            text.Append(CultureInfo.InvariantCulture, $" | {slight.Precision(name):0.00} | {moderate.Precision(name):0.00} | {strong.Precision(name):0.00} |\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\nRandom walks: {walks:0.00} patterns in 1,000 bars (400 walks).\n\n| confidence | detections | right |\n| --- | --- | --- |\n");
        for (var k = 2; k < 10; k++)
        {
            var (from, to) = (Math.Max(ChartPatterns.LeastConfidence, k / 10.0), (k + 1) / 10.0);
            var group = All().Where(d => d.Pattern.Confidence >= from && d.Pattern.Confidence < to).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {from:0.00} to {to:0.00} | {group.Count} | {group.Count(d => d.IsRight) / (double)group.Count:0.00} |\n");
        }
        return text.ToString();
    }

    private static string FindDocs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TradeMatrix.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs");
    }
}
