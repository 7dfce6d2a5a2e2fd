using System.Text;
using Spectre.Console;

namespace TradeMatrix.Values;

/// <summary>Tables for people. Kept apart, because the console library takes a while to load.</summary>
internal static class ConsoleTable
{
    /// <summary>Width where nothing limits it: no cell is broken.</summary>
    private const int Unlimited = 4000;

    /// <summary>Writes a table.</summary>
    /// <param name="stream">Where to, UTF-8.</param>
    /// <param name="width">Columns of the terminal; null for as many as are needed.</param>
    /// <param name="heads">Head of each column, and whether it holds numbers.</param>
    /// <param name="rows">Cells.</param>
    public static void Write(Stream stream, int? width, IReadOnlyList<(string Text, bool IsNumber)> heads, IEnumerable<string[]> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width ?? Unlimited;
        console.Profile.Capabilities.Unicode = true;
        var table = new Table { Border = TableBorder.Horizontal };
        foreach (var (text, isNumber) in heads)
        {
            var column = new TableColumn(Markup.Escape(text));
            if (isNumber) column.RightAligned();
            table.AddColumn(column);
        }
        foreach (var row in rows) table.AddRow(Array.ConvertAll(row, Markup.Escape));
        console.Write(table);
    }
}
