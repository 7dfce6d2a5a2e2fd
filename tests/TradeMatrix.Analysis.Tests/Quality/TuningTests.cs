namespace TradeMatrix.Analysis.Tests.Quality;

public sealed class TuningTests
{
    [Fact]
    public void Print()
    {
        var log = new System.Text.StringBuilder();
        foreach (var noise in new[] { 0.03, 0.06, 0.10 })
        {
            var m = QualityMeasure.Of(1, noise, 60);
            log.Append($"noise {noise}\n{m}");
            if (noise == 0.06) foreach (var (k, v) in m.Confused.OrderByDescending(p => p.Value).Take(40)) log.Append($"   {k}: {v}\n");
            if (noise == 0.06) foreach (var g in m.Detections.GroupBy(d => Math.Floor(d.Confidence * 10)).OrderBy(g => g.Key)) log.Append($"   q {g.Key / 10}: {g.Count()} right {g.Count(d => d.IsRight) / (double)g.Count():0.00}\n");
        }
        log.Append($"false per 1000: {QualityMeasure.FalsePerThousand(2, 100)}\n");
        File.WriteAllText("/tmp/tuning.txt", log.ToString());
    }
}
