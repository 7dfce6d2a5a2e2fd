using System.Text;

namespace TradeMatrix.Charting.Bars;

/// <summary>A file of bars that cannot be read, with the place and the reason.</summary>
public sealed class BarFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="line">1-based line of the file.</param>
    /// <param name="column">Column as the file names it, or the missing column's name.</param>
    /// <param name="value">The value as written; <c>missing</c> when there is none.</param>
    /// <param name="allowed">What is allowed, as words that follow "must be".</param>
    public BarFileException(int line, string column, string value, string allowed)
        : base($"line {line}, column {OneLine(column)}: '{OneLine(value)}' must be {OneLine(allowed)}") =>
        (Line, Column, Value, Allowed) = (line, column, value, allowed);

    /// <summary>1-based line of the file.</summary>
    public int Line { get; }

    /// <summary>Column as the file names it, or the missing column's name.</summary>
    public string Column { get; }

    /// <summary>The value as written; <c>missing</c> when there is none.</summary>
    public string Value { get; }

    /// <summary>What is allowed, as words that follow "must be".</summary>
    public string Allowed { get; }

    private static string OneLine(string text)
    {
        const int most = 120;
        var line = new StringBuilder(Math.Min(text.Length, most + 1));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, most))) line.Append(char.IsControl(c) ? ' ' : c);
        return text.Length > most ? line.Append('…').ToString() : line.ToString();
    }
}
