using System.Globalization;

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
            if (noise == 0.06) foreach (var g in m.Detections.GroupBy(d => Math.Floor(d.Pattern.Confidence * 10)).OrderBy(g => g.Key)) log.Append($"   q {g.Key / 10}: {g.Count()} right {g.Count(d => d.IsRight) / (double)g.Count():0.00}\n");
        }
        log.Append($"false per 1000: {QualityMeasure.FalsePerThousand(2, 100)}\n");
        File.WriteAllText("/tmp/tuning.txt", log.ToString());
        var synthetic = new SyntheticPatterns(3);
        var rows = new System.Text.StringBuilder("name,right,q,n,leg,minleg,hatr,minamp,state\n");
        foreach (var name in SyntheticPatterns.Names)
            for (var i = 0; i < 40; i++) { Dump(synthetic.With(name, 0.06)); Dump(synthetic.Walk(150)); }
        File.WriteAllText("/tmp/rows.csv", rows.ToString());

        void Dump(LabelledSeries s)
        {
            var ranges = AverageRange.Of(s.Bars);
            foreach (var p in QualityMeasure.Reported(s.Bars))
            {
                var right = p.Name == s.Pattern;
                if (!right && s.Pattern is not null) continue;
                double minleg = 1e9, minamp = 1e9, maxamp = 0;
                for (var k = 1; k < p.Points.Length; k++)
                {
                    minleg = Math.Min(minleg, p.Points[k].Index - p.Points[k - 1].Index);
                    var amp = Math.Abs(p.Points[k].Price - p.Points[k - 1].Price);
                    (minamp, maxamp) = (Math.Min(minamp, amp), Math.Max(maxamp, amp));
                }
                var atr = ranges[p.End];
                rows.Append(CultureInfo.InvariantCulture, $"{p.Name},{(right ? 1 : 0)},{p.Quality},{p.Points.Length},{(p.End - p.Start) / (double)(p.Points.Length - 1):0.0},{minleg},{maxamp / atr:0.00},{minamp / atr:0.00},{p.State}\n");
            }
        }
    }
}
