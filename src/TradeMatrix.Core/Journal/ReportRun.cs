namespace TradeMatrix.Core.Journal;

/// <summary>What a run over reports did.</summary>
/// <param name="Written">Ids of reports that are new.</param>
/// <param name="Failures">Reports that failed, each with the reason.</param>
public sealed record ReportRun(IReadOnlyList<Guid> Written, IReadOnlyList<string> Failures);
