using System.Text;
using CsvHelper;

namespace TradeMatrix.Charting.Bars;

/// <summary>Which column of a file of bars holds what; -1 where there is none.</summary>
internal sealed record CsvLayout
{
    private static readonly string[] TimeNames = ["time", "date", "datetime", "timestamp", "opentime", "unix", "unixtime", ""];

    /// <summary>Columns that export tools add and that are no series.</summary>
    private static readonly string[] Unused = ["closetime", "ignore", ""];

    private static readonly string[] Klines =
        ["open time", "open", "high", "low", "close", "volume", "close time", "quote volume", "trades", "taker buy volume", "taker buy quote volume", "ignore"];

    private static readonly string[] MetaTrader = ["date", "time", "open", "high", "low", "close", "tickvol", "vol", "spread"];

    private static readonly string[] Plain = ["time", "open", "high", "low", "close", "volume"];

    /// <summary>Layout as recognised.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>Column names for messages and extra series.</summary>
    public required string[] Names { get; init; }

    /// <summary>Whether the first record is a bar already.</summary>
    public required bool IsHeaderless { get; init; }

    /// <summary>Whether eight digits are a date instead of Unix seconds.</summary>
    public required bool HasCompactDates { get; init; }

    public int Time { get; private init; } = -1;

    /// <summary>Time of day when <see cref="Time"/> is the date only.</summary>
    public int Clock { get; private init; } = -1;

    public int Open { get; private init; } = -1;

    public int High { get; private init; } = -1;

    public int Low { get; private init; } = -1;

    public int Close { get; private init; } = -1;

    public int Volume { get; private init; } = -1;

    /// <summary>Volume to take when <see cref="Volume"/> is zero throughout, as MetaTrader's is for currencies.</summary>
    public int TickVolume { get; private init; } = -1;

    /// <summary>Further columns.</summary>
    public int[] Extra { get; private init; } = [];

    /// <summary>Recognises the layout by the first record, a header or a bar.</summary>
    /// <param name="row">Reader on the first record.</param>
    /// <param name="line">Its line, for errors.</param>
    /// <exception cref="BarFileException">A required column is missing.</exception>
    public static CsvLayout Of(CsvReader row, int line)
    {
        var cells = new string[row.FieldCount];
        for (var i = 0; i < cells.Length; i++) cells[i] = row.GetString(i).Trim();
        return IsTime(cells[0]) ? OfBar(cells, line) : OfHeader(cells, line);
    }

    private static bool IsTime(string cell) =>
        cell.Length > 0 && new TimeCell(NodaTime.DateTimeZone.Utc, compactDates: true).TryRead(Encoding.UTF8.GetBytes(cell), out _);

    private static CsvLayout OfBar(string[] cells, int line)
    {
        if (cells.Length < 5) throw new BarFileException(line, "open", "missing", "there: a bar has at least a time, open, high, low and close");
        var hasClock = cells.Length > 5 && TimeCell.IsClock(Encoding.UTF8.GetBytes(cells[1])) && cells[1].Contains(':', StringComparison.Ordinal);
        var known = hasClock ? MetaTrader : cells.Length == Klines.Length ? Klines : Plain;
        // Without a spread behind it, the seventh column is the only volume that there is.
        if (hasClock && cells.Length < MetaTrader.Length) known = [.. MetaTrader[..6], "volume"];
        var names = new string[cells.Length];
        for (var i = 0; i < names.Length; i++) names[i] = i < known.Length ? known[i] : $"column {i + 1}";
        var format = hasClock ? SourceFormat.MetaTrader : ReferenceEquals(known, Klines) ? SourceFormat.Binance : SourceFormat.Generic;
        return Assign(names, format, line, isHeaderless: true);
    }

    private static CsvLayout OfHeader(string[] cells, int line)
    {
        var keys = Array.ConvertAll(cells, Key);
        var format = keys switch
        {
            _ when cells[0].StartsWith('<') => keys[0] == "ticker" ? SourceFormat.Stooq : SourceFormat.MetaTrader,
            _ when Array.IndexOf(keys, "opentime") >= 0 && Array.IndexOf(keys, "closetime") >= 0 => SourceFormat.Binance,
            ["time", "open", "high", "low", "close", ..] => SourceFormat.TradingView,
            ["date", "open", "high", "low", "close"] or ["date", "open", "high", "low", "close", "volume"] => SourceFormat.Stooq,
            _ when keys[0] is "date" or "datetime" && Array.IndexOf(keys, "adjclose") >= 0 => SourceFormat.Yahoo,
            _ => SourceFormat.Generic,
        };
        return Assign(Array.ConvertAll(cells, c => c.Trim('<', '>')), format, line, isHeaderless: false);
    }

    private static CsvLayout Assign(string[] names, SourceFormat format, int line, bool isHeaderless)
    {
        var keys = Array.ConvertAll(names, Key);
        int Find(string key) => Array.IndexOf(keys, key);
        int Required(string key) => Find(key) is >= 0 and var found
            ? found
            : throw new BarFileException(line, key, "missing", $"one of the columns; the file has {string.Join(", ", names)}");

        int time = Find("date"), clock = Find("time");
        if (time < 0 || clock != time + 1)
        {
            clock = -1;
            time = Array.FindIndex(keys, k => Array.IndexOf(TimeNames, k) >= 0);
            if (time < 0) time = Required("time");
        }
        var volume = Find("volume");
        if (volume < 0) volume = Find("vol");
        var layout = new CsvLayout
        {
            Format = format,
            Names = Array.ConvertAll(names, n => n.Length > 0 ? n : "time"),
            IsHeaderless = isHeaderless,
            HasCompactDates = isHeaderless || keys[time] is "date" or "datetime",
            Time = time,
            Clock = clock,
            Open = Required("open"),
            High = Required("high"),
            Low = Required("low"),
            Close = Required("close"),
            Volume = volume >= 0 ? volume : Find("tickvol"),
            TickVolume = volume >= 0 ? Find("tickvol") : -1,
        };
        int[] used = [layout.Time, layout.Clock, layout.Open, layout.High, layout.Low, layout.Close, layout.Volume];
        var extra = new List<int>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            if (Array.IndexOf(used, i) < 0 && Array.IndexOf(Unused, keys[i]) < 0) extra.Add(i);
        }
        return layout with { Extra = [.. extra] };
    }

    /// <summary>A header's letters and digits in lower case, so that <c>Adj Close</c>, <c>adj_close</c> and <c>ADJCLOSE</c> are one.</summary>
    private static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not (' ' or '_' or '<' or '>' or '"' or '*')) key.Append(char.ToLowerInvariant(c));
        }
        return key.ToString();
    }
}
