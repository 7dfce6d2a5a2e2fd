namespace TradeMatrix.Analysis.Tests.Quality;

public sealed class DiagTests
{
    [Fact]
    public void Calibrate()
    {
        var all = new List<(double Confidence, bool IsRight)>();
        foreach (var (seed, noise) in new[] { (11, 0.03), (12, 0.06), (13, 0.10) }) all.AddRange(QualityMeasure.Of(seed, noise, 150).Detections);
        File.WriteAllLines("/tmp/cal.txt", all.GroupBy(d => Math.Floor((d.Confidence + 1e-9) * 20)).OrderBy(g => g.Key).Select(g => $"{g.Key / 20:0.00} n {g.Count()} right {g.Count(d => d.IsRight) / (double)g.Count():0.000}"));
    }
}
