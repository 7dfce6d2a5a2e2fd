using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TradeMatrix.Charting.Bars;

/// <summary>Length of a bar, such as 15m, 1h or 1D. <c>1m</c> is a minute, <c>1M</c> a month.</summary>
/// <param name="Count">How many units; at least 1.</param>
/// <param name="Unit">The unit.</param>
public readonly partial record struct Timeframe(int Count, TimeframeUnit Unit)
{
    /// <summary>One minute.</summary>
    public static Timeframe M1 { get; } = new(1, TimeframeUnit.Minute);

    /// <summary>Five minutes.</summary>
    public static Timeframe M5 { get; } = new(5, TimeframeUnit.Minute);

    /// <summary>Fifteen minutes.</summary>
    public static Timeframe M15 { get; } = new(15, TimeframeUnit.Minute);

    /// <summary>One hour.</summary>
    public static Timeframe H1 { get; } = new(1, TimeframeUnit.Hour);

    /// <summary>Four hours.</summary>
    public static Timeframe H4 { get; } = new(4, TimeframeUnit.Hour);

    /// <summary>One day.</summary>
    public static Timeframe D1 { get; } = new(1, TimeframeUnit.Day);

    /// <summary>One week.</summary>
    public static Timeframe W1 { get; } = new(1, TimeframeUnit.Week);

    /// <summary>One month.</summary>
    public static Timeframe MN1 { get; } = new(1, TimeframeUnit.Month);

    /// <summary>The spellings that a chart spec allows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["1m", "2m", "3m", "5m", "15m", "30m", "45m", "1h", "2h", "3h", "4h", "6h", "8h", "12h", "1D", "2D", "3D", "1W", "1M", "3M", "6M", "1Y"];

    /// <summary>Whether a bar is shorter than a day.</summary>
    public bool IsIntraday => Unit <= TimeframeUnit.Hour;

    /// <summary>Nominal length; a month counts 30 days, a year 365.</summary>
    public TimeSpan Duration => Unit switch
    {
        TimeframeUnit.Minute => TimeSpan.FromMinutes(Count),
        TimeframeUnit.Hour => TimeSpan.FromHours(Count),
        TimeframeUnit.Day => TimeSpan.FromDays(Count),
        TimeframeUnit.Week => TimeSpan.FromDays(7 * Count),
        TimeframeUnit.Month => TimeSpan.FromDays(30 * Count),
        _ => TimeSpan.FromDays(365 * Count),
    };

    /// <summary>
    /// Reads every usual spelling: <c>15m 1h 4H 1D 1d 1w 1M 3M 1Y</c>, TradingView's <c>15 60 240 D W M</c>,
    /// MetaTrader's <c>M15 H1 D1 W1 MN</c>. <c>M1</c> is a minute; <c>MN</c> and <c>M</c> are a month.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Timeframe timeframe)
    {
        timeframe = default;
        if (text is null) return false;
        text = text.Trim();
        if (text is "M" or "MN" or "MN1") return Known(1, TimeframeUnit.Month, out timeframe);
        var match = Spelling().Match(text);
        if (!match.Success) return false;
        var unit = match.Groups["unit"].Value + match.Groups["prefix"].Value;
        var digits = match.Groups["count"].Value;
        if (digits.Length == 0 && unit.Length == 0) return false;
        var count = digits.Length == 0 ? 1 : int.Parse(digits, CultureInfo.InvariantCulture);
        if (count == 0) return false;
        return match.Groups["prefix"].Success && unit == "M"
            ? Known(count, TimeframeUnit.Minute, out timeframe)
            : unit switch
            {
                "" or "m" or "min" => Known(count, TimeframeUnit.Minute, out timeframe),
                "h" or "H" => Known(count, TimeframeUnit.Hour, out timeframe),
                "d" or "D" => Known(count, TimeframeUnit.Day, out timeframe),
                "w" or "W" => Known(count, TimeframeUnit.Week, out timeframe),
                "M" or "mo" => Known(count, TimeframeUnit.Month, out timeframe),
                _ => Known(count, TimeframeUnit.Year, out timeframe),
            };
    }

    /// <summary>Reads a spelling of <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The spelling is unknown.</exception>
    public static Timeframe Parse(string text) => TryParse(text, out var timeframe)
        ? timeframe
        : throw new FormatException($"interval: '{text}' must be one of {string.Join(", ", Names)}");

    /// <summary>The canonical spelling: <c>1m</c> … <c>12h 1D 1W 1M 1Y</c>.</summary>
    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture) + "mhDWMY"[(int)Unit];

    /// <summary>MetaTrader's spelling: <c>M1 M15 H1 D1 W1 MN1</c>, and <c>Y1</c>.</summary>
    public string ToMetaTrader() => (Unit == TimeframeUnit.Month ? "MN" : "MHDWMY"[(int)Unit].ToString()) + Count.ToString(CultureInfo.InvariantCulture);

    private static bool Known(int count, TimeframeUnit unit, out Timeframe timeframe)
    {
        timeframe = unit switch
        {
            TimeframeUnit.Minute when count % 1440 == 0 => new(count / 1440, TimeframeUnit.Day),
            TimeframeUnit.Minute when count % 60 == 0 => new(count / 60, TimeframeUnit.Hour),
            TimeframeUnit.Hour when count % 24 == 0 => new(count / 24, TimeframeUnit.Day),
            TimeframeUnit.Month when count % 12 == 0 => new(count / 12, TimeframeUnit.Year),
            _ => new(count, unit),
        };
        return true;
    }

    [GeneratedRegex("^(?:(?<count>[0-9]{0,4})(?<unit>m|min|h|H|d|D|w|W|M|mo|y|Y)?|(?<prefix>[MHDW])(?<count>[0-9]{1,4}))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Spelling();
}
