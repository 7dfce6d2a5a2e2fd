namespace TradeMatrix.Analysis.Levels;

/// <summary>Round prices, at which orders gather.</summary>
public static class RoundNumbers
{
    /// <summary>Distance between round prices: the smallest of 1, 2 or 5 times a power of ten that is at least four average ranges.</summary>
    /// <param name="range">Average true range, price units, above 0.</param>
    public static decimal Step(double range)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range, 1e20);
        var least = (decimal)Math.Max(4 * range, 1e-18);
        var power = 1m;
        while (power < least) power *= 10;
        while (power / 10 >= least) power /= 10;
        return power / 5 >= least ? power / 5 : power / 2 >= least ? power / 2 : power;
    }

    /// <summary>The nearest round prices at or below and above a price; none when either is not a usual price, or the range is less than a billionth of it.</summary>
    /// <param name="price">The price.</param>
    /// <param name="range">Average true range, price units.</param>
    public static (double Below, double Above)? Around(double price, double range)
    {
        if (!(range > 0) || range > 1e20 || !(Math.Abs(price) < 1e20) || range < 1e-9 * Math.Abs(price)) return null;
        var step = Step(range);
        // Decimal, so that 1.25 is not 1.2500000000000002.
        var steps = Math.Floor((decimal)price / step);
        return ((double)(steps * step), (double)((steps + 1) * step));
    }
}
