using System.Globalization;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Inspecting;

/// <summary>Draws a picture again from its spec and the bars that it knew.</summary>
internal static class Redrawing
{
    /// <summary>How many pixels of the new picture differ.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="metadata">What it says of itself.</param>
    /// <param name="csv">File of bars.</param>
    /// <param name="csvZone">IANA zone of times without an offset.</param>
    /// <param name="others">Files of other symbols.</param>
    /// <exception cref="FailureException">The picture cannot be drawn again from these bars.</exception>
    /// <exception cref="InvalidDataException">The picture or what it says is damaged.</exception>
    public static long CountDifferences(byte[] png, string path, PictureMetadata metadata, string csv, string csvZone, IReadOnlyDictionary<string, string> others)
    {
        if (!DateTimeOffset.TryParse(metadata.LastBar, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last))
            throw new InvalidDataException($"the picture's last bar '{metadata.LastBar}' is no time");
        try
        {
            var spec = ChartSpecJson.Read(metadata.Spec);
            var source = BarSource.Read(csv, csvZone, spec.Interval);
            var bars = source.In(spec.Interval, ExchangeCalendar.Of(spec.Exchange, spec.Symbol, spec.Timezone), spec.Session == SessionFilter.Regular);
            var known = bars.Slice(0, bars.IndexAtOrAfter(last.ToUnixTimeMilliseconds() + 1));
            if (known.Count == 0) throw new FailureException($"{csv}: its bars begin after the picture's last one, {metadata.LastBar}");
            var series = BarOptions.Load(others, csvZone, spec.Interval, spec.Timezone);
            return PixelComparison.CountDifferences(png, Chart.Draw(spec, known, PictureFormat.Png, series).Bytes);
        }
        catch (ChartSpecException e)
        {
            // The picture's spec and the bars disagree; no option of this command is wrong.
            throw new FailureException($"{path}: cannot be drawn again: {string.Join("; ", e.Problems)}");
        }
        catch (UsageException e)
        {
            throw new FailureException($"{path}: cannot be drawn again: {e.Message}");
        }
    }
}
