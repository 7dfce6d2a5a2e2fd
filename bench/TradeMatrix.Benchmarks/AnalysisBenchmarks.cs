using BenchmarkDotNet.Attributes;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Benchmarks;

/// <summary>One reading of a chart, and its costliest part.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private BarSeries _bars = BarSeries.Empty;

    /// <summary>Bars read.</summary>
    [Params(500, 2000)]
    public int Bars { get; set; }

    [GlobalSetup]
    public void SetUp() => _bars = PeerChart.Load("20000").Slice(0, Bars);

    [Benchmark(Baseline = true)]
    public MarketReading Read() => MarketReading.Read(_bars, Timeframe.D1);

    [Benchmark]
    public IReadOnlyList<ChartPattern> Patterns() => ChartPatterns.Find(_bars);
}
