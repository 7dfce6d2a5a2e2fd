namespace TradeMatrix.Core.Journal;

/// <summary>What a run over closed trades did.</summary>
/// <param name="Written">Entries that are new.</param>
/// <param name="WithoutChart">Those of them that have no chart yet.</param>
/// <param name="Attached">Older entries that got their chart.</param>
/// <param name="Failures">Trades that failed and are tried again by the next run, each with the reason.</param>
public sealed record JournalRun(int Written, int WithoutChart, int Attached, IReadOnlyList<string> Failures);
