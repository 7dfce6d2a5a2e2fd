namespace TradeMatrix.Core.Quotas;

/// <summary>How often a key may call our API; null is without a limit.</summary>
/// <param name="PerSecond">Requests a second in the long run.</param>
/// <param name="Burst">Requests at once after a pause; null for as many as a second allows.</param>
/// <param name="PerDay">Requests a day (UTC).</param>
public sealed record PlanLimits(int? PerSecond = null, int? Burst = null, int? PerDay = null);
