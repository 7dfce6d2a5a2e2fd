using System.Globalization;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A row of a broker's table, read by the names of its columns. What is wrong is noted with its line.</summary>
/// <param name="sheet">What has been read so far.</param>
/// <param name="row">The row.</param>
/// <param name="columns">Columns by name, as <see cref="CsvRow.AsHeader"/> spells them.</param>
internal sealed class TradeRow(TradeSheet sheet, CsvRow row, IReadOnlyDictionary<string, int> columns)
{
    private static readonly string[] Clocks =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd, HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy.MM.dd HH:mm:ss", "yyyy.MM.dd HH:mm",
        "yyyyMMdd;HHmmss", "yyyyMMdd HHmmss", "yyyy-MM-dd;HH:mm:ss", "yyyyMMdd;HH:mm:ss", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yy-MM-dd HH:mm:ss", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm",
    ];

    public int Line => row.Line;

    /// <summary>The first of some columns that has a text; null when none has.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (columns.TryGetValue(name, out var i) && i < row.Cells.Count && row.Cells[i].Length > 0) return row.Cells[i];
        }
        return null;
    }

    /// <summary>A number; null when there is none. A comma counts as the decimal sign where the file or the number's form says so.</summary>
    public decimal? Number(string field, params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text || text is "-" or "--") return null;
        var plain = new string([.. text.Where(c => !char.IsWhiteSpace(c) && c != '\'')]);
        int comma = plain.LastIndexOf(','), point = plain.LastIndexOf('.');
        if (comma >= 0 && point >= 0) plain = comma > point ? plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : plain.Replace(",", "", StringComparison.Ordinal);
        else if (comma >= 0) plain = IsGrouped(plain) ? plain.Replace(",", "", StringComparison.Ordinal) : plain.Replace(',', '.');
        if (decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)) return number;
        sheet.Wrong(Line, field, text, "a number");
        return null;
    }

    /// <summary>A number that must be there.</summary>
    public decimal Needed(string field, params ReadOnlySpan<string> names)
    {
        if (Number(field, names) is { } number) return number;
        if (Text(names) is null or "-" or "--") sheet.Wrong(Line, field, null, "given");
        return 0;
    }

    /// <summary>A time, UTC; without an offset it counts in the sheet's zone. Null when there is none.</summary>
    public DateTime? Time(string field, params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return null;
        if (DateTime.TryParseExact(text, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1970 and < 2200)
            return LocalDateTime.FromDateTime(local).InZoneLeniently(TimeZones.Find(sheet.Zone)!).ToDateTimeUtc();
        if (Moment.TryParse(text, out var moment)) return DateTime.UnixEpoch.AddMilliseconds(moment.Start(sheet.Zone));
        sheet.Wrong(Line, field, text, "a time such as 2026-01-31 15:30:00 or 2026.01.31 15:30");
        return null;
    }

    /// <summary>A time that must be there.</summary>
    public DateTime TimeNeeded(string field, params ReadOnlySpan<string> names)
    {
        if (Time(field, names) is { } time) return time;
        if (Text(names) is null) sheet.Wrong(Line, field, null, "given");
        return default;
    }

    /// <summary>A number with a unit after it, such as <c>0.25BTC</c>.</summary>
    public (decimal Value, string Unit)? Amount(string field, params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return null;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ',' or '-')) end++;
        if (decimal.TryParse(text.AsSpan(0, end).ToString().Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return (value, text[end..].Trim());
        sheet.Wrong(Line, field, text, "a number and its unit, such as 0.25BTC");
        return null;
    }

    /// <summary>Notes that a value is wrong.</summary>
    public void Wrong(string field, string? value, string allowed) => sheet.Wrong(Line, field, value, allowed);

    /// <summary>Whether the commas of a number group its thousands.</summary>
    private bool IsGrouped(string number)
    {
        if (sheet.Delimiter != ',') return false;
        var groups = number.TrimStart('-', '+').Split(',');
        return groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }
}
