namespace TradeMatrix.Core.Symbols;

/// <summary>Names in any case.</summary>
internal static class SymbolName
{
    /// <summary>
    /// What a database may make of a name by its <c>upper</c>: SQLite and PostgreSQL of locale C change the letters A to Z alone,
    /// PostgreSQL of another locale those of every alphabet. A stored name is meant when its own is among them.
    /// </summary>
    public static IReadOnlyList<string> Forms(string name) => [.. new[] { name.ToUpperInvariant(), Ascii(name), Ascii(name.ToLowerInvariant()) }.Distinct(StringComparer.Ordinal)];

    private static string Ascii(string name) => string.Create(name.Length, name, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterLower(text[i]) ? (char)(text[i] - 32) : text[i];
    });
}
