using System.Collections.Concurrent;
using System.Diagnostics;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts.Subjects;

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
    /// <exception cref="ServiceException">The spec leaves nothing to draw.</exception>
    public Task<DrawnChart> DrawAsync(ChartContent content, PictureFormat format, CancellationToken cancellationToken) => RunAsync(() =>
    {
        var started = Stopwatch.GetTimestamp();
        var spec = content.Spec;
        var picture = Chart.Draw(spec, content.Bars.Bars, format, content.OtherBars);
        return new DrawnChart(
            picture.Bytes, ExtensionOf(format), (int)Math.Round(spec.Width * spec.ScaleFactor), (int)Math.Round(spec.Height * spec.ScaleFactor), Name,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, picture.AltText, BarStore.ToTime(picture.Layout.Bars.Time[^1]));
    }, cancellationToken);

    /// <summary>Draws a chart as PNG, with its layout.</summary>
    /// <exception cref="ServiceException">The spec leaves nothing to draw.</exception>
    public Task<ChartPicture> PictureAsync(ChartContent content, CancellationToken cancellationToken) => RunAsync(() => Chart.Draw(content.Spec, content.Bars.Bars, PictureFormat.Png, content.OtherBars), cancellationToken);

    /// <summary>What a chart shows, as JSON, without drawing it.</summary>
    /// <exception cref="ServiceException">The spec leaves nothing to show.</exception>
    public Task<string> DescribeAsync(ChartContent content, CancellationToken cancellationToken) => RunAsync(() => Chart.Describe(content.Spec, content.Bars.Bars, content.OtherBars), cancellationToken);

    private Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                done.SetCanceled(cancellationToken);
                return;
            }
            try
            {
                done.SetResult(work());
            }
            catch (ChartSpecException e)
            {
                done.SetException(ServiceException.Invalid(e.Problems));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, cancellationToken);
        return done.Task;
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
}
