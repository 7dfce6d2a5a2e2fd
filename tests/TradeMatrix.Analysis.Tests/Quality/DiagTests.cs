using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Tests;

namespace TradeMatrix.Analysis.Tests.Quality;

public sealed class DiagTests
{
    [Fact]
    public void Real()
    {
        var log = new System.Text.StringBuilder();
        foreach (var file in new[] { "dax_historical.csv", "ndq_historical.csv", "dji_historical.csv", "eurusd_historical.csv", "eurgbp_historical.csv", "eurusd_1h.csv", "spy_1m.csv" })
        {
            using var stream = File.OpenRead(SharedData.PathOf("data/" + file));
            var bars = BarCsv.Read(stream, new BarCsvOptions { Zone = file == "spy_1m.csv" ? "America/New_York" : "Etc/UTC" }).Bars;
            bars = bars.Slice(Math.Max(0, bars.Count - 7000), Math.Min(7000, bars.Count));
            var found = ChartPatterns.Find(bars);
            log.Append($"{file} bars {bars.Count} found {found.Count} not failed {found.Count(p => p.State != PatternState.Failed)}\n");
            foreach (var p in found) log.Append($"   {p.Name} {p.State} {p.Confidence} {DateTimeOffset.FromUnixTimeMilliseconds(p.Points[0].Time):yyyy-MM-dd HH:mm} {DateTimeOffset.FromUnixTimeMilliseconds(p.Points[^1].Time):yyyy-MM-dd HH:mm} len {p.End - p.Start}\n");
        }
        File.WriteAllText("/tmp/real.txt", log.ToString());
    }
}
