using System.Diagnostics;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;

namespace TradeMatrix.Core.Charts;

/// <summary>Draws with our own engine. No more charts at once than there are processors: more would only wait for each other.</summary>
public sealed class EmbeddedProvider : IDisposable
{
    /// <summary>Its name.</summary>
    public const string Name = "embedded";

    private readonly SemaphoreSlim _slots = new(Environment.ProcessorCount);

    /// <summary>Draws a chart.</summary>
    /// <param name="spec">What it shows.</param>
    /// <param name="bars">Its bars.</param>
    /// <param name="format">File format.</param>
    /// <param name="others">Bars of other symbols that studies compare with.</param>
    /// <exception cref="ServiceException">The spec leaves nothing to draw.</exception>
    public async Task<DrawnChart> DrawAsync(ChartSpec spec, LoadedBars bars, PictureFormat format, IReadOnlyDictionary<string, BarSeries> others, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var picture = Chart.Draw(spec, bars.Bars, format, others);
            var last = picture.Layout.Bars.Time[^1];
            return new DrawnChart(
                picture.Bytes, ExtensionOf(format), (int)Math.Round(spec.Width * spec.ScaleFactor), (int)Math.Round(spec.Height * spec.ScaleFactor), Name,
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, picture.AltText, BarStore.ToTime(last));
        }
        catch (ChartSpecException e)
        {
            throw ServiceException.Invalid(e.Problems);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    internal static string ExtensionOf(PictureFormat format) => format.ToString().ToLowerInvariant();
}
