using System.Globalization;
using System.Text;

namespace TradeMatrix.Charting.Bars;

/// <summary>Numbers in the cells of a CSV file.</summary>
internal static class NumberCell
{
    private const int MostDecimals = 12;
    private const long ExactIntegers = 1L << 53;

    private static ReadOnlySpan<double> PowersOfTen =>
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Whether a cell stands for no value: empty, or a word such as null.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] == '-',
        2 => Ascii.EqualsIgnoreCase(cell, "na"u8),
        3 => Ascii.EqualsIgnoreCase(cell, "nan"u8) || Ascii.EqualsIgnoreCase(cell, "n/a"u8),
        4 => Ascii.EqualsIgnoreCase(cell, "null"u8) || Ascii.EqualsIgnoreCase(cell, "none"u8),
        _ => false,
    };

    /// <summary>Reads a finite number without thousands separators.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="decimalComma">Whether a comma is a decimal point too.</param>
    /// <param name="value">The nearest double.</param>
    /// <param name="decimals">Decimals without zeros at the end, at most 12.</param>
    public static bool TryRead(ReadOnlySpan<byte> cell, bool decimalComma, out double value, out int decimals)
    {
        (value, decimals) = (0, 0);
        var i = cell.Length > 0 && cell[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        long mantissa = 0;
        int digits = 0, point = -1;
        for (; i < cell.Length; i++)
        {
            var digit = cell[i] - '0';
            if ((uint)digit <= 9)
            {
                digits++;
                if (point >= 0)
                {
                    point++;
                    if (digit != 0) decimals = Math.Min(point, MostDecimals);
                }
                // Beyond 2^53 the sum only has to stay there.
                if (mantissa <= ExactIntegers) mantissa = (mantissa * 10) + digit;
            }
            else if (point < 0 && (cell[i] == '.' || (decimalComma && cell[i] == ',')))
            {
                point = 0;
            }
            else if (digits > 0 && cell[i] is (byte)'e' or (byte)'E')
            {
                return TryReadAny(cell, decimalComma, out value) && TryExponent(cell[(i + 1)..], ref decimals);
            }
            else
            {
                return false;
            }
        }
        if (digits == 0) return false;
        // Integers up to 2^53 and powers of ten up to 10^22 are exact, so that one division rounds correctly (Clinger 1990).
        if (mantissa > ExactIntegers || point >= PowersOfTen.Length) return TryReadAny(cell, decimalComma, out value);
        value = point > 0 ? mantissa / PowersOfTen[point] : mantissa;
        if (cell[0] == '-') value = -value;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> exponent, ref int decimals)
    {
        if (!int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)) return false;
        decimals = (int)Math.Clamp((long)decimals - power, 0, MostDecimals);
        return true;
    }

    private static bool TryReadAny(ReadOnlySpan<byte> cell, bool decimalComma, out double value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        const int longest = 400;
        value = 0;
        if (cell.Length > longest) return false;
        Span<byte> invariant = stackalloc byte[longest];
        cell.CopyTo(invariant);
        invariant = invariant[..cell.Length];
        if (decimalComma) invariant.Replace((byte)',', (byte)'.');
        return double.TryParse(invariant, style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
