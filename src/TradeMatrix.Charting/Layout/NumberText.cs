using System.Globalization;

namespace TradeMatrix.Charting.Layout;

/// <summary>How numbers are written on a chart: invariant, thousands with commas, a true minus sign.</summary>
internal static class NumberText
{
    private static readonly (double Size, string Suffix)[] Suffixes = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")];

    /// <summary>A price with fixed decimals, such as <c>23,954.45</c>.</summary>
    public static string Price(double value, int decimals) => Minus(value.ToString("N" + decimals, CultureInfo.InvariantCulture));

    /// <summary>A change with its sign, such as <c>+1.20</c> or <c>−0.67</c>.</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Price(value, decimals);
        return value > 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "+" + text : text;
    }

    /// <summary>A volume, such as <c>950</c>, <c>53.73M</c> or <c>6.91B</c>.</summary>
    public static string Volume(double value)
    {
        foreach (var (size, suffix) in Suffixes)
        {
            if (Math.Abs(value) >= size * 0.999995) return Minus((value / size).ToString("0.##", CultureInfo.InvariantCulture)) + suffix;
        }
        return Minus(value.ToString(Math.Abs(value) < 10 ? "0.##" : "0", CultureInfo.InvariantCulture));
    }

    /// <summary>Decimals that <see cref="Volume"/> shows of a value so large; negative where it leaves out tens.</summary>
    public static int VolumeDecimals(double value)
    {
        foreach (var (size, _) in Suffixes)
        {
            if (Math.Abs(value) >= size * 0.999995) return 2 - (int)Math.Round(Math.Log10(size));
        }
        return Math.Abs(value) < 10 ? 2 : 0;
    }

    private static string Minus(string text)
    {
        if (text.Length == 0 || text[0] != '-') return text;
        return text.AsSpan().ContainsAnyInRange('1', '9') ? "\u2212" + text[1..] : text[1..];
    }
}
