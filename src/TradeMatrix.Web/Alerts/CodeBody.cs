namespace TradeMatrix.Web.Alerts;

/// <summary>The code that was sent to a route's address.</summary>
public sealed record CodeBody(string Code);
