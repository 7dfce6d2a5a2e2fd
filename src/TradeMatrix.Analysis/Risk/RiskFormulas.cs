namespace TradeMatrix.Analysis.Risk;

/// <summary>The arithmetic of stops, targets and sizes. Prices and money are above 0; percentages are of 100.</summary>
public static class RiskFormulas
{
    /// <summary>Distance of a stop when nothing else is known, percent of the entry.</summary>
    public const double StopPercent = 0.25;

    private const double AtrStopMultiple = 1.2;
    private const double AtrSizeMultiple = 2;
    private const int SizesPerUnit = 100;

    /// <summary>Units that lose a share of the balance at the stop, down to the hundredth below, so that the risk is never exceeded.</summary>
    /// <param name="balance">The account, money.</param>
    /// <param name="riskPercent">Share of it, 0 to 10 percent.</param>
    /// <param name="entry">Price of the entry.</param>
    /// <param name="stop">Price of the stop, not the entry.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range, or stop and entry are one.</exception>
    public static double Size(double balance, double riskPercent, double entry, double stop)
    {
        if (!(riskPercent is >= 0 and <= 10)) throw new ArgumentOutOfRangeException(nameof(riskPercent), riskPercent, "must be from 0 to 10");
        if (entry == stop) throw new ArgumentOutOfRangeException(nameof(stop), stop, "must differ from the entry");
        return Floor(balance * riskPercent / 100 / Math.Abs(entry - stop));
    }

    /// <summary>A stop so many percent of the entry away.</summary>
    public static double Stop(Side side, double entry, double percent = StopPercent) => entry * (1 - (side.Sign() * percent / 100));

    /// <summary>A target so many risks away; which way follows from entry and stop.</summary>
    public static double Target(double entry, double stop, double r = 2) => entry + (r * (entry - stop));

    /// <summary>Value of a position by the balance.</summary>
    public static double Leverage(double size, double entry, double balance) => size * entry / balance;

    /// <summary>Price at which a trade has earned its costs.</summary>
    /// <param name="side">Which way.</param>
    /// <param name="entry">Price of the entry.</param>
    /// <param name="commission">Commission of entry and exit each, as a share of the entry.</param>
    /// <param name="spread">Distance of bid and ask, price units.</param>
    public static double BreakEven(Side side, double entry, double commission = 0, double spread = 0) => entry + (side.Sign() * ((2 * commission * entry) + spread));

    /// <summary>Profit in multiples of the risk.</summary>
    public static double R(Side side, double entry, double stop, double price) => side.R(entry, price, Math.Abs(entry - stop));

    /// <summary>A stop 1.2 average true ranges away.</summary>
    public static double AtrStop(Side side, double entry, double atr) => entry - (side.Sign() * AtrStopMultiple * atr);

    /// <summary>Units by the average true range: the money risked by twice the range, down to the hundredth below.</summary>
    public static double AtrSize(double riskAmount, double atr) => Floor(riskAmount / (AtrSizeMultiple * atr));

    /// <summary>Down to a hundredth; a whole one that arithmetic missed by a hair stays whole.</summary>
    private static double Floor(double size) => Math.Floor((size * SizesPerUnit) + 1e-9) / SizesPerUnit;
}
