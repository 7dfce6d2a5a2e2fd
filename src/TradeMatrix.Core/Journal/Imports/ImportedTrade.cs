namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A trade that a file tells whole.</summary>
/// <param name="Line">Its line.</param>
/// <param name="ExternalId">What names it in its source.</param>
/// <param name="Edit">What is told.</param>
internal sealed record ImportedTrade(int Line, string ExternalId, TradeEdit Edit);
