namespace TradeMatrix.Analysis.Risk;

/// <summary>Something that speaks against a trade.</summary>
/// <param name="Code">What, in snake case.</param>
/// <param name="IsError">Whether it forbids the trade; else it is a warning.</param>
/// <param name="Message">A sentence with the number and the limit.</param>
public sealed record RiskFinding(string Code, bool IsError, string Message);
