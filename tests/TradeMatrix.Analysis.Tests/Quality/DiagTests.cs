using System.Globalization;
using TradeMatrix.Analysis.Patterns;

namespace TradeMatrix.Analysis.Tests.Quality;

public sealed class DiagTests
{
    [Fact]
    public void Flags()
    {
        var synthetic = new SyntheticPatterns(3);
        var log = new System.Text.StringBuilder();
        foreach (var name in new[] { "bull_flag", "bull_pennant" })
            for (var i = 0; i < 14; i++)
            {
                var s = synthetic.With(name, 0.06);
                var found = QualityMeasure.Reported(s.Bars).Any(p => p.Name == name);
                var scan = PatternScan.Of(s.Bars);
                var c = Enumerable.Range(Math.Max(0, s.Start - 25), 27).Select(k => s.Bars.Close[k].ToString("0.0", CultureInfo.InvariantCulture));
                log.Append($"{string.Join(' ', c)} atr {AverageRange.Of(s.Bars)[s.Start]:0.00}\n");
                log.Append($"{name} {s.Start}-{s.End} of {s.Bars.Count} found {found}\n");
                foreach (var swings in scan.Swings.Take(1))
                {
                    var inside = swings.Where(w => w.Index >= s.Start - 3 && w.Index <= s.End + 3).ToArray();
                    log.Append("    " + string.Join(' ', inside.Select(w => $"{(w.IsHigh ? 'H' : 'L')}{w.Index}@{w.Price.ToString("0.00", CultureInfo.InvariantCulture)}")) + '\n');
                    for (var end = 4; end <= swings.Length; end++) for (var n = 4; n <= Math.Min(8, end); n++)
                        {
                            var w = new PatternWindow(scan, swings.AsSpan(end - n, n));
                            if (Math.Abs(w.Start - s.Start) > 2 || Math.Abs(w.End - s.End) > 3) continue;
                            var shape = name == "bull_flag" ? LinePairs.BullFlag(w) : LinePairs.BullPennant(w);
                            log.Append(CultureInfo.InvariantCulture, $"      n {n} w0 {w.StartWidth:0.00} w1 {w.EndWidth:0.00} up {w.Upper.Slope * w.Length / w.Width:0.00} low {w.Lower.Slope * w.Length / w.Width:0.00} misfit {w.Misfit:0.00} rough {w.Roughness(w.Width):0.00} q {shape?.Quality:0.00}\n");
                        }
                }
            }
        File.WriteAllText("/tmp/diag.txt", log.ToString());
    }
}
