namespace TradeMatrix.Web.Journal;

/// <summary>A page of journal entries, newest first.</summary>
/// <param name="Entries">The page.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
public sealed record JournalList(IReadOnlyList<JournalItem> Entries, string? NextCursor);
