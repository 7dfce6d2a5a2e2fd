using TradeMatrix.Analysis.Patterns;

namespace TradeMatrix.Analysis.Tests.Quality;

public sealed class DiagTests
{
    [Fact]
    public void Calibrate()
    {
        var all = new List<(ChartPattern Pattern, bool IsRight)>();
        foreach (var (seed, noise) in new[] { (11, 0.03), (12, 0.06), (13, 0.10) }) all.AddRange(QualityMeasure.Of(seed, noise, 150, 0.02).Detections);
        var lines = new List<string>();
        foreach (var d in PatternDetectors.All)
        {
            var mine = all.Where(a => a.Pattern.Name == d.Name || a.Pattern.Name == d.Mirrored).ToList();
            lines.Add($"{d.Name} least {d.Even}: " + string.Join(" | ", mine.GroupBy(a => Math.Floor(a.Pattern.Confidence * 10)).OrderBy(g => g.Key).Select(g => $"{g.Key / 10:0.0} n{g.Count()} {g.Count(a => a.IsRight) / (double)g.Count():0.00}")));
        }
        File.WriteAllLines("/tmp/cal.txt", lines);
    }
}
