namespace TradeMatrix.Charting.Studies;

/// <summary>Division for studies, whose values are finite or NaN.</summary>
internal static class Ratio
{
    /// <summary>Quotient of two values; NaN where the divisor is zero or so small that the quotient has no finite value.</summary>
    public static double Of(double dividend, double divisor)
    {
        var ratio = dividend / divisor;
        return double.IsFinite(ratio) ? ratio : double.NaN;
    }

    /// <summary>Quotient of two values in percent, NaN as in <see cref="Of"/>.</summary>
    public static double Percent(double dividend, double divisor) => Of(100 * dividend, divisor);
}
