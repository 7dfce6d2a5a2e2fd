using System.Globalization;
using Spectre.Console;
using TradeMatrix.Files;

namespace TradeMatrix.Values;

/// <summary>Study values as a table for people.</summary>
internal static class ValuesTable
{
    public static string Write(BarInput input, List<StudyColumn> columns, int first, int end)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Time").AddColumn(new TableColumn("Close").RightAligned());
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column.Name)).RightAligned());
        var decimals = Math.Clamp(input.File.Precision, 2, 12);
        for (var i = first; i < end; i++)
            table.AddRow([ValuesCommand.Time(input, i), Number(input.Bars.Close[i], decimals), .. columns.Select(c => Number(c.Values[i], decimals))]);
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 60 + (columns.Count * 30);
        console.Write(table);
        return text.ToString();
    }

    private static string Number(double value, int decimals) => double.IsNaN(value) ? "" : value.ToString("N" + decimals, CultureInfo.InvariantCulture);
}
