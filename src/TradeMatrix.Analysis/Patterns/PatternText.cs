namespace TradeMatrix.Analysis.Patterns;

/// <summary>Patterns in words.</summary>
internal static class PatternText
{
    /// <summary>One sentence on a pattern.</summary>
    public static string Describe(string name, PatternState state, Direction type) =>
        $"{Title(name)}, {(type == Direction.Neutral ? "either way" : type == Direction.Bullish ? "bullish" : "bearish")}, {StateOf(state)}.";

    /// <summary>A snake-case name as a title: <c>Double top</c>.</summary>
    public static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string StateOf(PatternState state) => state switch
    {
        PatternState.Forming => "not yet confirmed",
        PatternState.Confirmed => "confirmed",
        _ => "failed",
    };
}
