using System.Globalization;

namespace TradeMatrix.Values;

/// <summary>Numbers for people.</summary>
internal static class Figure
{
    /// <summary>A value with about six significant digits, in whole numbers from a million on; empty for NaN.</summary>
    public static string Of(double value) => Math.Abs(value) switch
    {
        double.NaN => "",
        >= 1e6 or 0 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("0.00", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        >= 1e-3 => value.ToString("0.000000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###e-0", CultureInfo.InvariantCulture),
    };
}
