using CsvHelper;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>
/// Reads bars from CSV text: exports of TradingView, Yahoo, Stooq, MetaTrader 4 and 5 and Binance, and whatever names its
/// columns alike, in any order and case. Comma, semicolon, tab or pipe; plain or gzip; UTF-8, or UTF-16 with its mark.
/// </summary>
public static class BarCsv
{
    /// <summary>Reads a file of bars.</summary>
    /// <param name="stream">Content from its current position; stays open.</param>
    /// <param name="options">What the file does not say itself; null for UTC and an inferred timeframe.</param>
    /// <returns>The bars by time. A row that comes twice counts once; one without any price is a gap.</returns>
    /// <exception cref="BarFileException">The content is no bars, or contradicts itself.</exception>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public static BarFile Read(Stream stream, BarCsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new BarCsvOptions();
        return Read(CsvContent.From(stream, options.MaxSize), options);
    }

    /// <summary>Reads bars from text.</summary>
    /// <param name="reader">Text from its current position; stays open.</param>
    /// <param name="options">What the text does not say itself; null for UTC and an inferred timeframe.</param>
    /// <returns>As the other overload.</returns>
    /// <exception cref="BarFileException">The content is no bars, or contradicts itself.</exception>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public static BarFile Read(TextReader reader, BarCsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new BarCsvOptions();
        return Read(CsvContent.From(reader, options.MaxSize), options);
    }

    private static BarFile Read(CsvContent content, BarCsvOptions options)
    {
        var zone = ZoneOf(options);
        using var rows = CsvReader.Create(content.Bytes, new CsvReaderOptions
        {
            Separator = (char)content.Separator,
            HasHeader = false,
            // One stray quote must not swallow the rest of the file.
            AllowLineBreaksInQuotes = false,
        });
        if (!rows.Read()) throw NoBars(content);
        var layout = CsvLayout.Of(rows, content.LineAt(rows.ByteOffset));
        var table = new BarTable(content, layout, zone, rows.FieldCount);
        if (layout.IsHeaderless) table.Add(rows);
        while (rows.Read()) table.Add(rows);
        if (table.Count == 0) throw NoBars(content);
        return table.ToFile(options.Timeframe);
    }

    private static DateTimeZone ZoneOf(BarCsvOptions options) => TimeZones.Find(options.Zone)
        ?? throw new ArgumentException($"zone: '{options.Zone}' must be an IANA time zone such as Europe/Berlin", nameof(options));

    private static BarFileException NoBars(CsvContent content) =>
        new(content.LineCount, "time", "missing", "there: the file has no bar");
}
