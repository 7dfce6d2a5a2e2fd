using System.Text.RegularExpressions;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Values;

/// <summary>A column of an export whose name tells the study: <c>EMA_20</c>, <c>MACD_Signal</c>, <c>DI_Plus</c>.</summary>
/// <param name="Study">The study.</param>
/// <param name="Plot">Name of its plot.</param>
internal sealed partial record KnownColumn(StudySpec Study, string Plot)
{
    /// <summary>What the column shows of the plot's value and the close.</summary>
    public Func<double, double, double>? Transform { get; init; }

    /// <summary>The studies that a column may name, the likeliest first; empty when it names none.</summary>
    /// <param name="column">Head of the column.</param>
    public static IReadOnlyList<KnownColumn> Find(string column)
    {
        var name = column.Trim().Replace(' ', '_').ToUpperInvariant();
        KnownColumn? fixedName = name switch
        {
            "MACD_LINE" or "MACD" => Of("MACD", "MACD"),
            "MACD_SIGNAL" => Of("MACD", "Signal"),
            "MACD_HISTOGRAM" or "MACD_HIST" => Of("MACD", "Histogram"),
            "BB_UPPER" => Of("BB", "Upper"),
            "BB_MIDDLE" or "BB_BASIS" => Of("BB", "Median"),
            "BB_LOWER" => Of("BB", "Lower"),
            "DI_PLUS" or "+DI" => Of("DMI", "+DI"),
            "DI_MINUS" or "-DI" => Of("DMI", "-DI"),
            "PIVOT_POINT" => Pivot("P"),
            "RESISTANCE_1" => Pivot("R1"),
            "RESISTANCE_2" => Pivot("R2"),
            "SUPPORT_1" => Pivot("S1"),
            "SUPPORT_2" => Pivot("S2"),
            "VOLATILITY_PCT" => Of("ATR:14", "Plot") with { Transform = static (range, close) => 100 * range / close },
            _ => null,
        };
        if (fixedName is not null) return [fixedName];
        if (Distance().Match(name) is { Success: true } distance)
        {
            return Try($"EMA:{distance.Groups["length"].Value}", "Plot") is { } average
                ? [average with { Transform = static (value, close) => 100 * (close - value) / value }]
                : [];
        }
        if (Coded().Match(name) is not { Success: true } coded) return [];
        var (code, length) = (coded.Groups["code"].Value, coded.Groups["length"].Value);
        KnownColumn?[] found = code switch
        {
            "ADX" => [Try($"DMI:{length},{length}", "ADX"), Try($"Average Directional Index:{length},{length}", "ADX")],
            "SMA" => [Try($"MA:{length}", "Plot")],
            "HMA" => [Try($"Hull Moving Average:{length}", "Plot")],
            _ => [Try($"{code}:{length}", "Plot")],
        };
        return [.. found.OfType<KnownColumn>()];
    }

    /// <summary>Whether two studies compute the same; smoothing lines beside them do not count.</summary>
    public static bool IsSame(StudySpec a, StudySpec b)
    {
        if (a.Name != b.Name) return false;
        var definition = Catalog.Studies[a.Name];
        var (left, right) = (definition.ResolveInputs(a), definition.ResolveInputs(b));
        return definition.Inputs.All(i => i.Key.StartsWith("smoothing", StringComparison.Ordinal) || Shown(left, i) == Shown(right, i));

        static string Shown(Settings settings, SettingDefinition input) => input.Type switch
        {
            SettingType.Integer or SettingType.Float => settings.Number(input.Key).ToString("R"),
            SettingType.Boolean => settings.Flag(input.Key) ? "true" : "false",
            _ => settings.Text(input.Key),
        };
    }

    private static KnownColumn Of(string code, string plot) => new(StudySpec.FromCode(code), plot);

    /// <summary>Classic pivots of the previous day, on every bar of the export.</summary>
    private static KnownColumn Pivot(string plot) => Of("PPS:Classic,Daily,200", plot);

    private static KnownColumn? Try(string code, string plot)
    {
        try
        {
            return Of(code, plot);
        }
        catch (ChartSpecException)
        {
            return null; // a length that the study does not take
        }
    }

    [GeneratedRegex("^(?<code>EMA|SMA|WMA|HMA|RSI|ATR|ADX|CCI|MFI)_?(?<length>[0-9]{1,4})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Coded();

    [GeneratedRegex("^PRICE_VS_EMA_?(?<length>[0-9]{1,4})_PCT$", RegexOptions.ExplicitCapture)]
    private static partial Regex Distance();
}
