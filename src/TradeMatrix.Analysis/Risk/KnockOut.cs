namespace TradeMatrix.Analysis.Risk;

/// <summary>A knock-out certificate that suits a trade.</summary>
/// <param name="Barrier">Price at which it is worthless: half a percent beyond the stop.</param>
/// <param name="Leverage">Entry by the distance of entry and barrier.</param>
/// <param name="SafetyPercent">Distance of stop and barrier, percent of the entry.</param>
public sealed record KnockOut(double Barrier, double Leverage, double SafetyPercent)
{
    private const double BeyondStop = 0.005;

    /// <summary>Leverage from which there is a warning.</summary>
    public const double WarningLeverage = 20;

    /// <summary>Whether the leverage is high.</summary>
    public bool IsHighlyLeveraged => Leverage > WarningLeverage;

    /// <summary>The certificate for a trade.</summary>
    /// <param name="side">Which way.</param>
    /// <param name="entry">Price of the entry, above 0.</param>
    /// <param name="stop">Price of the stop, above 0.</param>
    public static KnockOut Of(Side side, double entry, double stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stop);
        var barrier = stop * (1 - (side.Sign() * BeyondStop));
        return new KnockOut(barrier, entry / Math.Abs(entry - barrier), Math.Abs(stop - barrier) / entry * 100);
    }
}
