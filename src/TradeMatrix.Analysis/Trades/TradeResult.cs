namespace TradeMatrix.Analysis.Trades;

/// <summary>A closed trade, as far as its metrics need it.</summary>
/// <param name="Symbol">What was traded.</param>
/// <param name="Side">Which way.</param>
/// <param name="Entry">Mean price of the entry.</param>
/// <param name="Exit">Mean price of the exit.</param>
/// <param name="InitialStop">The stop at the entry, before anything moved it; null when there was none.</param>
/// <param name="Size">Units traded, above 0.</param>
/// <param name="ProfitLoss">What it earned, in money, costs taken off.</param>
/// <param name="OpenedAt">Time of the entry; its offset decides the weekday.</param>
/// <param name="ClosedAt">Time of the exit.</param>
/// <param name="Setup">Name of the setup, or null.</param>
/// <param name="Costs">Spread and commission, price units a unit, where the prices do not contain them.</param>
/// <param name="PlannedRisk">Distance of entry and stop when the trade was planned, price units above 0; null where the prices tell it.</param>
public sealed record TradeResult(
    string Symbol,
    Side Side,
    double Entry,
    double Exit,
    double? InitialStop,
    double Size,
    double ProfitLoss,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    string? Setup = null,
    double Costs = 0,
    double? PlannedRisk = null)
{
    /// <summary>What was risked, price units a unit: as planned, else from the entry to the initial stop. Null without a stop, or when it lies on the wrong side of the entry.</summary>
    public double? Risk => PlannedRisk ?? (InitialStop is { } stop && Side.Gain(stop, Entry) is > 0 and var risk ? risk : null);

    /// <summary>Profit in multiples of <see cref="Risk"/>, costs taken off; null without one.</summary>
    public double? R => Risk is { } risk ? Side.R(Entry, Exit - (Side.Sign() * Costs), risk) : null;

    /// <summary>Move from entry to exit in percent of the entry, positive when it earned; costs do not count.</summary>
    public double Percent => Side.Gain(Entry, Exit) / Entry * 100;

    /// <summary>From entry to exit.</summary>
    public TimeSpan HoldingTime => ClosedAt - OpenedAt;
}
