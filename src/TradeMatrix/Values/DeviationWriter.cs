using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradeMatrix.Values;

/// <summary>Writes how columns deviate, for people and machines.</summary>
internal static class DeviationWriter
{
    private static readonly JsonWriterOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    private static readonly string[] Heads =
        ["column", "study", "bars", "leftOut", "maxAbsolute", "maxAbsoluteAt", "maxRelativePercent", "maxRelativeAt", "withinTolerance"];

    /// <summary>Writes deviations in a format.</summary>
    /// <param name="deviations">The columns.</param>
    /// <param name="table">The values compared, for the times of bars.</param>
    /// <param name="tolerance">Largest relative deviation allowed.</param>
    /// <param name="format">Format.</param>
    /// <param name="stream">Where to, UTF-8.</param>
    /// <param name="width">Columns of the terminal; null when no person looks on.</param>
    public static void Write(IReadOnlyList<ColumnDeviation> deviations, ValueTable table, double tolerance, TableFormat format, Stream stream, int? width)
    {
        switch (format)
        {
            case TableFormat.Csv: WriteCsv(deviations, table, tolerance, stream); break;
            case TableFormat.Json: WriteJson(deviations, table, tolerance, stream); break;
            default: WriteTable(deviations, table, tolerance, stream, width); break;
        }
    }

    private static void WriteTable(IReadOnlyList<ColumnDeviation> deviations, ValueTable table, double tolerance, Stream stream, int? width)
    {
        (string, bool)[] heads = [("column", false), ("study", false), ("bars", true), ("left out", true), ("largest deviation", true), ("at", false), ("relative", true), ("at", false), ("verdict", false)];
        var limit = (tolerance * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";
        ConsoleTable.Write(stream, width, heads, deviations.Select(d => d switch
        {
            { Study: null } => [d.Column, "", "", "", "", "", "", "", "no such study"],
            { Compared: 0 } => [d.Column, d.Study, "0", Whole(d.LeftOut), "", "", "", "", "too few bars"],
            _ => new[]
            {
                d.Column, d.Study, Whole(d.Compared), Whole(d.LeftOut), Figure.Of(d.Absolute), At(d.AbsoluteBar, table),
                (d.Relative * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %", At(d.RelativeBar, table), (d.IsWithin(tolerance) ? "within " : "beyond ") + limit,
            },
        }));
    }

    private static void WriteCsv(IReadOnlyList<ColumnDeviation> deviations, ValueTable table, double tolerance, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Heads));
        foreach (var d in deviations)
        {
            writer.Write($"{TableWriter.Quoted(d.Column)},{TableWriter.Quoted(d.Study ?? "")},{Whole(d.Compared)},{Whole(d.LeftOut)},");
            writer.WriteLine(d.Compared == 0 ? ",,,," : $"{Exact(d.Absolute)},{At(d.AbsoluteBar, table)},{Exact(d.Relative * 100)},{At(d.RelativeBar, table)},{(d.IsWithin(tolerance) ? "true" : "false")}");
        }
    }

    private static void WriteJson(IReadOnlyList<ColumnDeviation> deviations, ValueTable table, double tolerance, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartArray();
            foreach (var d in deviations)
            {
                json.WriteStartObject();
                json.WriteString(Heads[0], d.Column);
                json.WriteString(Heads[1], d.Study);
                json.WriteNumber(Heads[2], d.Compared);
                json.WriteNumber(Heads[3], d.LeftOut);
                if (d.Compared > 0)
                {
                    json.WriteNumber(Heads[4], d.Absolute);
                    json.WriteString(Heads[5], d.AbsoluteBar < 0 ? null : At(d.AbsoluteBar, table));
                    json.WriteNumber(Heads[6], d.Relative * 100);
                    json.WriteString(Heads[7], d.RelativeBar < 0 ? null : At(d.RelativeBar, table));
                    json.WriteBoolean(Heads[8], d.IsWithin(tolerance));
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        stream.WriteByte((byte)'\n');
    }

    private static string At(int bar, ValueTable table) => bar < 0 ? "" : table.Time(bar);

    private static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
