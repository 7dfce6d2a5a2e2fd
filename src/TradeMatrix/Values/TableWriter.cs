using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradeMatrix.Values;

/// <summary>Writes study values for people and machines.</summary>
internal static class TableWriter
{
    private static readonly JsonWriterOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>Writes values in a format.</summary>
    /// <param name="table">The values.</param>
    /// <param name="format">Format.</param>
    /// <param name="stream">Where to, UTF-8.</param>
    /// <param name="width">Columns of the terminal; null when no person looks on.</param>
    public static void Write(ValueTable table, TableFormat format, Stream stream, int? width)
    {
        switch (format)
        {
            case TableFormat.Csv: WriteCsv(table, stream); break;
            case TableFormat.Json: WriteJson(table, stream); break;
            default: WriteTable(table, stream, width); break;
        }
    }

    private static void WriteCsv(ValueTable table, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.Write("time");
        foreach (var column in table.Columns) writer.Write("," + Quoted(column.Name));
        writer.WriteLine();
        for (var i = table.First; i < table.End; i++)
        {
            writer.Write(table.Time(i));
            foreach (var column in table.Columns)
            {
                writer.Write(',');
                if (double.IsFinite(column.Values[i])) writer.Write(column.Values[i].ToString("R", CultureInfo.InvariantCulture));
            }
            writer.WriteLine();
        }
    }

    private static void WriteJson(ValueTable table, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartArray();
            for (var i = table.First; i < table.End; i++)
            {
                json.WriteStartObject();
                json.WriteString("time", table.Time(i));
                foreach (var column in table.Columns)
                {
                    if (double.IsFinite(column.Values[i])) json.WriteNumber(column.Name, column.Values[i]);
                    else json.WriteNull(column.Name);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        stream.WriteByte((byte)'\n');
    }

    private static void WriteTable(ValueTable table, Stream stream, int? width)
    {
        var rows = new List<string[]>(table.End - table.First);
        for (var i = table.First; i < table.End; i++)
        {
            var row = new string[table.Columns.Count + 1];
            row[0] = table.Time(i);
            for (var k = 0; k < table.Columns.Count; k++) row[k + 1] = Figure.Of(table.Columns[k].Values[i]);
            rows.Add(row);
        }
        ConsoleTable.Write(stream, width, [("time", false), .. table.Columns.Select(c => (c.Name, true))], rows);
    }

    /// <summary>A cell, in quotes where CSV needs them.</summary>
    internal static string Quoted(string cell) => cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
