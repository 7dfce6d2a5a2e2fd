namespace TradeMatrix.Web.Charts;

/// <summary>Something was done that has no result.</summary>
/// <param name="Success">True; a failure is answered by problem details.</param>
public sealed record Done(bool Success = true);
