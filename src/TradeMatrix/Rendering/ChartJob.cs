using System.Diagnostics;
using System.Text;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Rendering;

/// <summary>Draws files of bars by one template.</summary>
/// <param name="template">What the charts show.</param>
/// <param name="csvZone">IANA zone of times without an offset.</param>
/// <param name="others">Files of other symbols.</param>
internal sealed class ChartJob(ChartTemplate template, string csvZone, IReadOnlyDictionary<string, string> others)
{
    /// <summary>Endings of pictures, for messages.</summary>
    public const string Endings = ".png, .jpg, .jpeg, .webp, .svg, .pdf";

    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    /// <summary>The format that a file's ending names; null when it names none.</summary>
    public static PictureFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => PictureFormat.Png,
        ".jpg" or ".jpeg" => PictureFormat.Jpeg,
        ".webp" => PictureFormat.WebP,
        ".svg" => PictureFormat.Svg,
        ".pdf" => PictureFormat.Pdf,
        _ => null,
    };

    /// <summary>Draws one file.</summary>
    /// <param name="csv">The file of bars.</param>
    /// <param name="target">The picture's name; null for <c>SYMBOL-INTERVAL.png</c>.</param>
    /// <param name="folder">Folder of the picture when it has no name.</param>
    /// <param name="data">File for what it shows, if any.</param>
    /// <exception cref="UsageException">The options do not fit the file.</exception>
    /// <exception cref="FailureException">A file cannot be read or written.</exception>
    public RenderedChart Draw(string csv, string? target, string folder, string? data)
    {
        var start = Stopwatch.GetTimestamp();
        var (picture, spec) = Draw(csv, target is null ? PictureFormat.Png : FormatOf(target)!.Value);
        target ??= Path.Combine(folder, NameOf(spec));
        if (!_written.TryAdd(Path.GetFullPath(target), csv)) throw new FailureException($"{csv}: its picture {target} would replace that of {_written[Path.GetFullPath(target)]}");
        OutputFile.Write(target, picture.Bytes);
        if (data is not null) OutputFile.Write(data, Encoding.UTF8.GetBytes(picture.ToDataJson()));
        return new RenderedChart(target, data, picture.Bytes.Length, picture.AltText, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Draws one file into memory.</summary>
    /// <param name="csv">The file of bars.</param>
    /// <param name="format">Format of the picture.</param>
    public (ChartPicture Picture, ChartSpec Spec) Draw(string csv, PictureFormat format)
    {
        var (spec, bars) = template.For(BarSource.Read(csv, csvZone, template.Interval));
        Dictionary<string, BarSeries>? loaded = others.Count == 0 ? null : BarOptions.Load(others, csvZone, spec.Interval, spec.Timezone);
        try
        {
            return (Chart.Draw(spec, bars, format, loaded), spec);
        }
        catch (ChartSpecException e)
        {
            throw template.Explain(e, spec);
        }
    }

    /// <summary><c>SYMBOL-INTERVAL.png</c>, with an underscore for what a file name cannot hold.</summary>
    private static string NameOf(ChartSpec spec)
    {
        var name = new StringBuilder(spec.Symbol.Length + 8);
        foreach (var c in spec.Symbol) name.Append(char.IsControl(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal) ? '_' : c);
        if (name.Length > 0 && name[0] is '.' or '-') name[0] = '_';
        return name.Append('-').Append(spec.Interval.ToString()).Append(".png").ToString();
    }
}
