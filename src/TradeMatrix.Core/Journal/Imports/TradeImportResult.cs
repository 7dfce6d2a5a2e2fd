namespace TradeMatrix.Core.Journal.Imports;

/// <summary>What an import of trades did.</summary>
/// <param name="Format">The format that was recognised or given.</param>
/// <param name="Zone">Zone in which times without an offset counted.</param>
/// <param name="Inserted">Trades that are new.</param>
/// <param name="Updated">Trades that changed: closed since, or put together otherwise.</param>
/// <param name="Unchanged">Trades that were there before.</param>
/// <param name="Notices">What the reader should know.</param>
public sealed record TradeImportResult(string Format, string Zone, int Inserted, int Updated, int Unchanged, IReadOnlyList<string> Notices);
