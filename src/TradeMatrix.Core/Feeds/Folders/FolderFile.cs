using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Folders;

/// <summary>A CSV file of the folder as it was when the folder was listed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was last written, UTC.</param>
internal sealed record FolderFile(string Path, long Length, DateTime Written)
{
    /// <summary>How long a file must have been left alone to count as whole.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Largest file, bytes.</summary>
    public const int Largest = 64 << 20;

    private const int MostFiles = 10_000;

    private static readonly string[] Endings = [".csv", ".csv.gz", ".txt"];

    /// <summary>Name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The CSV files of a folder, the one last written at the end; none while there is no folder.</summary>
    public static IReadOnlyList<FolderFile> List(string folder)
    {
        var directory = new DirectoryInfo(folder);
        if (!directory.Exists) return [];
        return
        [
            .. directory.EnumerateFiles()
                // One that has just gone does not exist.
                .Where(f => Array.Exists(Endings, e => f.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && f.Exists)
                .Take(MostFiles)
                .Select(f => new FolderFile(f.FullName, f.Length, f.LastWriteTimeUtc))
                .OrderBy(f => f.Written),
        ];
    }

    /// <summary>Whether it may still be written to: it was just now.</summary>
    public bool IsUnsettled(TimeProvider time) => (time.GetUtcNow().UtcDateTime - Written).Duration() < Settling;

    /// <summary>
    /// Symbol and timeframe of a name: <c>DAX_15m.csv</c>, or TradingView's <c>CAPITALCOM_US30, 15.csv</c>.
    /// </summary>
    public static bool TryParseName(string name, out string symbol, out Timeframe timeframe)
    {
        if (TradingViewFileName.TryParse(name, out var broker, out symbol, out timeframe))
        {
            if (broker.Length > 0) symbol = $"{broker}:{symbol}";
            return true;
        }
        var stem = Array.Find(Endings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? name[..^ending.Length] : name;
        var underscore = stem.LastIndexOf('_');
        symbol = underscore > 0 ? stem[..underscore] : "";
        return symbol.Length > 0 && Timeframe.TryParse(stem[(underscore + 1)..], out timeframe);
    }

    /// <summary>Reads the file.</summary>
    /// <returns>Null when it was written to meanwhile.</returns>
    /// <exception cref="BarFileException">It holds no bars, or its name tells no symbol and timeframe.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public async Task<FolderBars?> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (!TryParseName(Name, out var symbol, out var timeframe))
            throw new BarFileException(1, "file name", Name, "SYMBOL_TIMEFRAME.csv or, as TradingView names exports, 'BROKER_SYMBOL, TIMEFRAME.csv'");
        if (Length > Largest) throw new BarFileException(1, "file", $"{Length} bytes", $"at most {Largest} bytes long");
        var bytes = await File.ReadAllBytesAsync(Path, cancellationToken).ConfigureAwait(false);
        var after = new FileInfo(Path);
        if (bytes.Length != Length || after.Length != Length || after.LastWriteTimeUtc != Written) return null;

        using var stream = new MemoryStream(bytes, writable: false);
        var file = BarCsv.Read(stream, new BarCsvOptions { Timeframe = timeframe });
        return new FolderBars(Name, symbol, timeframe, Clean(file, symbol, time), file.Precision);
    }

    /// <summary>The bars without gaps and without what the store refuses.</summary>
    private static BarSeries Clean(BarFile file, string symbol, TimeProvider time)
    {
        var (from, to) = (file.Bars.Time[0], file.Bars.Time[^1] + 1);
        var rows = new BarRows(new FeedRequest(symbol, file.Timeframe, from, to), time.GetUtcNow().ToUnixTimeMilliseconds());
        for (var i = 0; i < file.Bars.Count; i++)
        {
            var bar = file.Bars[i];
            rows.Add(bar.Time, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        }
        return rows.ToBars(from).Bars;
    }
}
