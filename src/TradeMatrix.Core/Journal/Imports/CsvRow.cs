namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Cells">Its cells without blanks around them.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>The cells as names of columns: letters and digits alone, in lower case; a name that comes again has its number after it.</summary>
    public IReadOnlyDictionary<string, int> AsHeader()
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Cells.Count; i++)
        {
            var name = NameOf(Cells[i]);
            if (name.Length == 0) continue;
            for (var n = 2; !columns.TryAdd(name, i); n++) name = $"{NameOf(Cells[i])}{n}";
        }
        return columns;
    }

    /// <summary>A name as columns are compared by it.</summary>
    public static string NameOf(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
