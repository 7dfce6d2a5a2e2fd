using System.Globalization;

namespace TradeMatrix.Charting.Spec;

/// <summary>A colour with straight (not premultiplied) alpha, each channel 0 to 255.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
/// <param name="A">Alpha; 255 is opaque.</param>
public readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>What a colour may look like, for error messages.</summary>
    public const string Allowed = "rgb(r,g,b), rgba(r,g,b,a), #rrggbb or #rrggbbaa";

    /// <summary>The same colour with another opacity, 0 to 1.</summary>
    public Rgba WithOpacity(double opacity) => this with { A = (byte)Math.Round(Math.Clamp(opacity, 0, 1) * 255) };

    /// <summary>This colour laid over an opaque one.</summary>
    public Rgba Over(Rgba below)
    {
        var a = A / 255.0;
        return new(Mix(R, below.R), Mix(G, below.G), Mix(B, below.B));
        byte Mix(byte top, byte bottom) => (byte)Math.Round((top * a) + (bottom * (1 - a)));
    }

    /// <summary>Near-black or white, whichever is easier to read on this colour.</summary>
    public Rgba ReadableText() => Luminance() > 0.36 ? new(19, 23, 34) : new(255, 255, 255);

    /// <summary>This colour moved toward another by as little as gives it a contrast (WCAG 2, 1 to 21) to the ground it lies on.</summary>
    public Rgba LegibleOn(Rgba ground, Rgba toward, double contrast)
    {
        var color = this with { A = 255 };
        for (var share = 10; share <= 100 && color.ContrastTo(ground) < contrast; share += 10)
            color = toward.WithOpacity(share / 100.0).Over(this with { A = 255 });
        return color with { A = A };
    }

    private double ContrastTo(Rgba other)
    {
        double a = Luminance() + 0.05, b = other.Luminance() + 0.05;
        return Math.Max(a, b) / Math.Min(a, b);
    }

    private double Luminance()
    {
        return (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));
        static double Linear(byte c)
        {
            var x = c / 255.0;
            return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
        }
    }

    /// <summary>Reads <c>rgb(8,153,129)</c>, <c>rgba(8,153,129,0.5)</c>, <c>#089981</c> or <c>#08998180</c>.</summary>
    public static bool TryParse(string text, out Rgba color)
    {
        color = default;
        var s = text.AsSpan().Trim();
        if (s.StartsWith("#")) return TryParseHex(s[1..], out color);
        if (!s.EndsWith(")")) return false;
        var hasAlpha = s.StartsWith("rgba(", StringComparison.OrdinalIgnoreCase);
        if (!hasAlpha && !s.StartsWith("rgb(", StringComparison.OrdinalIgnoreCase)) return false;
        s = s[(hasAlpha ? 5 : 4)..^1];
        Span<Range> parts = stackalloc Range[5];
        if (s.Split(parts, ',') != (hasAlpha ? 4 : 3)) return false;
        Span<byte> channels = stackalloc byte[3];
        for (var i = 0; i < 3; i++)
        {
            if (!byte.TryParse(s[parts[i]].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out channels[i])) return false;
        }
        var alpha = 1.0;
        if (hasAlpha && (!double.TryParse(s[parts[3]].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out alpha) || alpha is not (>= 0 and <= 1)))
            return false;
        color = new Rgba(channels[0], channels[1], channels[2]).WithOpacity(alpha);
        return true;
    }

    /// <summary>Reads a spelling of <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is no colour.</exception>
    public static Rgba Parse(string text) => TryParse(text, out var color) ? color : throw new FormatException($"'{text}' must be {Allowed}");

    /// <summary>The colour as <c>rgb(r,g,b)</c> or <c>rgba(r,g,b,a)</c>.</summary>
    public override string ToString() => A == 255
        ? string.Create(CultureInfo.InvariantCulture, $"rgb({R},{G},{B})")
        : string.Create(CultureInfo.InvariantCulture, $"rgba({R},{G},{B},{A / 255.0:0.###})");

    private static bool TryParseHex(ReadOnlySpan<char> hex, out Rgba color)
    {
        color = default;
        if (hex.Length is not (6 or 8) || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        if (hex.Length == 6) value = (value << 8) | 255;
        color = new((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }
}
