using System.Text;
using CsvHelper;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A CSV file as rows of cells; commas, semicolons or tabs between them.</summary>
/// <param name="Rows">All rows that are not empty.</param>
/// <param name="Delimiter">What stands between cells.</param>
internal sealed record CsvTable(IReadOnlyList<CsvRow> Rows, char Delimiter)
{
    /// <summary>Largest file, bytes.</summary>
    public const int LargestFile = 16 << 20;

    private const int MostRows = 100_000, RowsLookedAt = 60;

    /// <summary>Reads a file, UTF-8 or, with its mark, UTF-16.</summary>
    /// <exception cref="ServiceException">It is too large, or no CSV.</exception>
    public static CsvTable Read(Stream file)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var text = new char[LargestFile + 1];
        var length = reader.ReadBlock(text);
        if (length > LargestFile) throw ServiceException.Invalid("file", $"more than {LargestFile >> 20} MB", $"at most {LargestFile >> 20} MB");
        if (text.AsSpan(0, length).Contains('\0')) throw ServiceException.Invalid("file", "not a text", "a CSV file in UTF-8 or UTF-16");
        var delimiter = DelimiterOf(text.AsSpan(0, length));
        using var cells = CsvReader.Create(Encoding.UTF8.GetBytes(text, 0, length), new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            TrackLineNumbers = true,
            // One stray quote must not swallow the rest of the file.
            AllowLineBreaksInQuotes = false,
        });
        var rows = new List<CsvRow>();
        try
        {
            while (cells.Read())
            {
                var row = new string[cells.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = cells.GetString(i).Trim();
                if (Array.TrueForAll(row, c => c.Length == 0)) continue;
                if (rows.Count == MostRows) throw ServiceException.Invalid("file", $"more than {MostRows} lines", $"at most {MostRows} lines");
                rows.Add(new CsvRow((int)cells.LineNumber, row));
            }
        }
        catch (CsvFormatException e)
        {
            throw ServiceException.Invalid("file", $"after line {rows.LastOrDefault()?.Line ?? 0}", "a CSV file: " + e.Message);
        }
        return rows.Count > 0 ? new CsvTable(rows, delimiter) : throw ServiceException.Invalid("file", "empty", "a CSV file of trades");
    }

    /// <summary>The sign that the first lines have most of.</summary>
    private static char DelimiterOf(ReadOnlySpan<char> text)
    {
        int comma = 0, semicolon = 0, tab = 0, lines = 0;
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (c == '\n' && ++lines > RowsLookedAt) break;
            if (c == ',') comma++;
            if (c == ';') semicolon++;
            if (c == '\t') tab++;
        }
        return tab > comma && tab > semicolon ? '\t' : semicolon > 0 && semicolon >= comma / 2 ? ';' : ',';
    }
}
