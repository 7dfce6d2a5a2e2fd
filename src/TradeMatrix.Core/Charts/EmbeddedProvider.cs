using System.Collections.Concurrent;
using System.Diagnostics;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;

namespace TradeMatrix.Core.Charts;

/// <summary>
/// Draws with our own engine, on as many threads of its own as there are processors: more would only wait for each other, and
/// the buffers that the runtime keeps for each thread that ever drew would fill the memory.
/// </summary>
public sealed class EmbeddedProvider : IDisposable
{
    /// <summary>Its name.</summary>
    public const string Name = "embedded";

    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];

    /// <summary>Starts the threads.</summary>
    public EmbeddedProvider()
    {
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = $"chart {i}" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    /// <summary>Draws a chart.</summary>
    /// <param name="spec">What it shows.</param>
    /// <param name="bars">Its bars.</param>
    /// <param name="format">File format.</param>
    /// <param name="others">Bars of other symbols that studies compare with.</param>
    /// <exception cref="ServiceException">The spec leaves nothing to draw.</exception>
    public Task<DrawnChart> DrawAsync(ChartSpec spec, LoadedBars bars, PictureFormat format, IReadOnlyDictionary<string, BarSeries> others, CancellationToken cancellationToken)
    {
        var drawn = new TaskCompletionSource<DrawnChart>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                drawn.SetCanceled(cancellationToken);
                return;
            }
            try
            {
                drawn.SetResult(Draw(spec, bars, format, others));
            }
            catch (ChartSpecException e)
            {
                drawn.SetException(ServiceException.Invalid(e.Problems));
            }
            catch (Exception e)
            {
                drawn.SetException(e);
            }
        }, cancellationToken);
        return drawn.Task;
    }

    /// <summary>Finishes what is waiting and ends the threads.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _work.Dispose();
    }

    internal static string ExtensionOf(PictureFormat format) => format.ToString().ToLowerInvariant();

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }

    private static DrawnChart Draw(ChartSpec spec, LoadedBars bars, PictureFormat format, IReadOnlyDictionary<string, BarSeries> others)
    {
        var started = Stopwatch.GetTimestamp();
        var picture = Chart.Draw(spec, bars.Bars, format, others);
        return new DrawnChart(
            picture.Bytes, ExtensionOf(format), (int)Math.Round(spec.Width * spec.ScaleFactor), (int)Math.Round(spec.Height * spec.ScaleFactor), Name,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, picture.AltText, BarStore.ToTime(picture.Layout.Bars.Time[^1]));
    }
}
