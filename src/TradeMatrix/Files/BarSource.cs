using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Files;

/// <summary>A file of bars, with what its name tells.</summary>
/// <param name="Path">The file as given.</param>
/// <param name="File">Its content.</param>
/// <param name="Symbol">Symbol, from TradingView's form of the name or the whole name.</param>
/// <param name="Exchange">Exchange or broker in TradingView's form of the name; null when there is none.</param>
internal sealed record BarSource(string Path, BarFile File, string Symbol, string? Exchange)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zone">IANA zone of its times without an offset.</param>
    /// <param name="wanted">Timeframe asked for, which counts as the file's where neither name nor content tells.</param>
    /// <exception cref="FailureException">It cannot be read or holds no bars.</exception>
    public static BarSource Read(string path, string zone, Timeframe? wanted)
    {
        var (broker, symbol, timeframe) = TradingViewFileName.Read(path);
        var content = FileProblem.ReadAll(path);
        BarFile file;
        try
        {
            file = Parse(content, zone, timeframe);
        }
        catch (BarFileException e)
        {
            file = wanted is not null && timeframe is null ? Again(content, zone, wanted.Value, path) : throw Failure(path, e);
        }
        return new BarSource(path, file, symbol, broker.Length > 0 ? broker : null);
    }

    /// <summary>The bars in a timeframe.</summary>
    /// <param name="interval">A multiple of the file's.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="regularOnly">Whether a day consists of the regular hours alone.</param>
    /// <exception cref="UsageException">The timeframe is shorter than the file's or no multiple of it.</exception>
    public BarSeries In(Timeframe interval, ExchangeCalendar calendar, bool regularOnly)
    {
        var own = File.Timeframe;
        if (interval == own || interval.Duration == own.Duration) return File.Bars;
        if (interval.Duration < own.Duration) throw new UsageException($"--interval: '{interval}' must be at least as long as the {own} bars of {Path}");
        try
        {
            return Resampler.Resample(File.Bars, own, interval, calendar, regularOnly);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--interval: '{interval}' must be a multiple of the {own} bars of {Path}");
        }
    }

    private static BarFile Again(byte[] content, string zone, Timeframe timeframe, string path)
    {
        try
        {
            return Parse(content, zone, timeframe);
        }
        catch (BarFileException e)
        {
            throw Failure(path, e);
        }
    }

    private static BarFile Parse(byte[] content, string zone, Timeframe? timeframe)
    {
        using var stream = new MemoryStream(content, writable: false);
        return BarCsv.Read(stream, new BarCsvOptions { Zone = zone, Timeframe = timeframe });
    }

    private static FailureException Failure(string path, BarFileException e) => new($"{path}: {e.Message}");
}
