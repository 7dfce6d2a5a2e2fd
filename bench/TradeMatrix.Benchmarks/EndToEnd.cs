using System.Diagnostics;
using System.Text.Json;
using TradeMatrix.Charting;

namespace TradeMatrix.Benchmarks;

/// <summary>Draws charts one after another (or on several threads) and prints the same JSON line as the peers.</summary>
internal static class EndToEnd
{
    private const int WarmUpCharts = 1000;

    /// <param name="source">CSV file, or a number of bars to make up.</param>
    /// <param name="charts">Charts to draw.</param>
    /// <param name="visible">Bars on a chart.</param>
    /// <param name="threads">Threads that draw.</param>
    /// <param name="picture">Where the last picture goes, or null.</param>
    public static void Run(string source, int charts, int visible, int threads, string? picture)
    {
        var (bars, spec) = (PeerChart.Load(source), PeerChart.Spec(visible));
        // Until the just-in-time compiler has settled, its own work would be counted.
        Draw(WarmUpCharts);
        var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var last = Draw(charts);
        clock.Stop();
        process.Refresh();
        if (picture is not null) File.WriteAllBytes(picture, last);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = $"TradeMatrix ({visible} of {bars.Count} bars{(threads > 1 ? $", {threads} threads" : "")})",
            charts,
            ms_wall = clock.Elapsed.TotalMilliseconds / charts,
            ms_cpu = (process.TotalProcessorTime - cpu).TotalMilliseconds / charts,
            rss_mb = process.PeakWorkingSet64 >> 20,
            png_bytes = last.Length,
        }));

        // Each thread draws every so-manieth chart; the last one's picture is given back.
        byte[] Draw(int count)
        {
            byte[] bytes = [];
            var workers = Enumerable.Range(0, threads).Select(worker => new Thread(() =>
            {
                for (var i = worker; i < count; i += threads) bytes = Chart.Draw(spec, PeerChart.Window(bars, i)).Bytes;
            })).ToList();
            workers.ForEach(w => w.Start());
            workers.ForEach(w => w.Join());
            return bytes;
        }
    }
}
