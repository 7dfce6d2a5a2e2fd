using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Files;

/// <summary>Bars of a CSV file in the timeframe wanted.</summary>
/// <param name="Bars">The bars.</param>
/// <param name="Symbol">Symbol: as given, else from the file's name.</param>
/// <param name="Interval">Timeframe of the bars.</param>
/// <param name="Hours">Trading hours of the exchange, as far as known.</param>
/// <param name="File">The file as read, in its own timeframe.</param>
internal sealed record BarInput(BarSeries Bars, string Symbol, Timeframe Interval, TradingHours Hours, BarFile File)
{
    /// <summary>Reads a file and resamples it where a longer timeframe is wanted.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="zone">IANA zone of times without one.</param>
    /// <param name="symbol">Symbol, or null to take it from the file's name.</param>
    /// <param name="exchange">Exchange, or null to take it from the symbol's prefix.</param>
    /// <param name="interval">Timeframe wanted, or null for the file's.</param>
    /// <param name="chartZone">Zone whose midnight begins a day where the exchange is unknown.</param>
    public static BarInput Read(string path, string zone, string? symbol, string? exchange, Timeframe? interval, string chartZone = "Etc/UTC")
    {
        var isExport = TradingViewFileName.TryParse(Path.GetFileName(path), out var broker, out var exported, out var named);
        var file = ReadFile(path, new BarCsvOptions { Zone = zone, Timeframe = isExport ? named : null });
        symbol ??= isExport ? (string.IsNullOrEmpty(broker) ? exported! : $"{broker}:{exported}") : NameOf(path);
        var prefix = symbol.IndexOf(':') is > 0 and var colon ? symbol[..colon] : "";
        var hours = TradingHours.For(exchange ?? prefix) ?? TradingHours.Continuous(chartZone);
        var wanted = interval ?? file.Timeframe;
        if (wanted == file.Timeframe) return new BarInput(file.Bars, symbol, wanted, hours, file);
        try
        {
            return new BarInput(Resampler.Resample(file.Bars, file.Timeframe, wanted, hours), symbol, wanted, hours, file);
        }
        catch (ArgumentException)
        {
            throw Failure.Option("--interval", wanted.ToString(), $"a multiple of the {file.Timeframe} bars in {path}");
        }
    }

    /// <summary>The files that paths, folders and patterns name, in order.</summary>
    public static List<string> Expand(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) files.AddRange(Found(path, "*.csv").Concat(Found(path, "*.csv.gz")).Order(StringComparer.Ordinal));
            else if (path.AsSpan().ContainsAny('*', '?')) files.AddRange(Found(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", Path.GetFileName(path)).Order(StringComparer.Ordinal));
            else files.Add(path);
        }
        return files.Count > 0 ? files : throw Failure.Option("--csv", string.Join(' ', paths), "a CSV file, or a folder or pattern that holds one");
    }

    /// <summary>The start of a file's name, without its endings.</summary>
    public static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static BarFile ReadFile(string path, BarCsvOptions options)
    {
        if (!System.IO.File.Exists(path)) throw new Failure(1, $"--csv: there is no file '{path}'");
        using var stream = System.IO.File.OpenRead(path);
        try
        {
            return BarCsv.Read(stream, options);
        }
        catch (BarFileException e)
        {
            throw new Failure(1, $"{path}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw new Failure(2, $"--csv-zone: {e.Message}");
        }
    }

    private static string[] Found(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}
