using BenchmarkDotNet.Attributes;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Benchmarks;

/// <summary>The peers' chart, whole and step by step.</summary>
[MemoryDiagnoser]
public class ChartBenchmarks
{
    private BarSeries _bars = BarSeries.Empty;
    private ChartSpec _spec = new();
    private ChartLayout _layout = null!;
    private PixelFrame _frame = null!;
    private int _next;

    /// <summary>Bars on the chart.</summary>
    [Params(300, 1000)]
    public int Visible { get; set; }

    /// <summary>Bars in the series.</summary>
    [Params(20_000, 100_000)]
    public int Series { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _bars = PeerChart.Load(Series.ToString());
        _spec = PeerChart.Spec(Visible);
        _layout = ChartLayout.Create(_spec, _bars);
        _frame = PictureEncoder.Frame(_layout);
    }

    [GlobalCleanup]
    public void CleanUp() => _frame.Dispose();

    [Benchmark(Baseline = true)]
    public byte[] Draw() => Chart.Draw(_spec, PeerChart.Window(_bars, _next++)).Bytes;

    [Benchmark]
    public ChartLayout LayOut() => ChartLayout.Create(_spec, PeerChart.Window(_bars, _next++));

    [Benchmark]
    public void Paint() => PictureEncoder.Frame(_layout).Dispose();

    [Benchmark]
    public byte[] EncodePng() => PngEncoder.Encode(_frame, PictureMetadata.Of(_layout));
}
