using System.Globalization;

namespace TradeMatrix.Charting.Spec;

/// <summary>The value of one setting as it was given: a number, a flag or a text. A colour or a time is a text.</summary>
public sealed record SettingValue
{
    private SettingValue(object raw) => Raw = raw;

    /// <summary>A <see cref="double"/>, a <see cref="bool"/> or a <see cref="string"/>.</summary>
    public object Raw { get; }

    /// <summary>Wraps a number.</summary>
    public static implicit operator SettingValue(double value) => new((object)value);

    /// <summary>Wraps a whole number.</summary>
    public static implicit operator SettingValue(int value) => new((object)(double)value);

    /// <summary>Wraps a flag.</summary>
    public static implicit operator SettingValue(bool value) => new((object)value);

    /// <summary>Wraps a text.</summary>
    public static implicit operator SettingValue(string value) => new((object)value);

    /// <summary>Wraps a colour.</summary>
    public static implicit operator SettingValue(Rgba value) => new((object)value.ToString());

    /// <summary>The value as a machine reads it.</summary>
    public override string ToString() => Raw switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => (string?)Raw ?? "",
    };
}
