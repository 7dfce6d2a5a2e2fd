namespace TradeMatrix.Core.Journal;

/// <summary>What a journal entry is about.</summary>
public static class EntryType
{
    public const string Decision = "decision";
    public const string Trade = "trade";
    public const string Analysis = "analysis";
    public const string Note = "note";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Decision, Trade, Analysis, Note];
}
