using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>Reads single values as clients write them: numbers and flags as texts, colours by name, times as numbers.</summary>
/// <param name="findings">Where it is noted.</param>
/// <param name="isQuery">Whether every value is a text, so that a number in one is nothing to note.</param>
internal sealed class ValueReader(Findings findings, bool isQuery)
{
    private const long LeastSeconds = 100_000_000, LeastMilliseconds = 100_000_000_000;

    /// <summary>A value of a setting; null when it is wrong.</summary>
    public SettingValue? Setting(SettingDefinition definition, string path, JsonElement value)
    {
        SettingValue? read = definition.Type switch
        {
            SettingType.Integer or SettingType.Float => Number(path, value) is { } number ? number : null,
            SettingType.Boolean => Flag(path, value) is { } flag ? flag : null,
            SettingType.Color => Color(path, value),
            SettingType.Datetime => Time(path, value),
            SettingType.PlotType => Wrapped(Word(path, value, w => Words.Find("plottype", w) ?? w.ToLowerInvariant())),
            SettingType.Source => Wrapped(Word(path, value, w => w.ToLowerInvariant())),
            _ when definition.Allowed.Count > 0 => Wrapped(Word(path, value, w => Among(definition.Allowed, w) ?? Words.Find("value", w) ?? w)),
            _ => Wrapped(Text(path, value)),
        };
        if (read is null) return null;
        if (definition.Check(path, read) is not { } problem) return read;
        findings.Wrong(problem);
        return null;
    }

    public double? Number(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        if (value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            Note(path, value, number.ToString("R", CultureInfo.InvariantCulture));
            return number;
        }
        findings.Wrong(path, value, "a number");
        return null;
    }

    public int? Int(string path, JsonElement value, int least, int most)
    {
        var allowed = most == int.MaxValue ? $"an integer of at least {least}" : $"an integer from {least} to {most}";
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            findings.Wrong(path, value, allowed);
            return null;
        }
        if (Number(path, value) is not { } number) return null;
        if (double.IsInteger(number) && number >= least && number <= most) return (int)number;
        findings.Wrong(path, value, allowed);
        return null;
    }

    public bool? Flag(string path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        bool? read = (value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim().ToLowerInvariant(), JsonValueKind.Number => value.GetRawText(), _ => "" }) switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => null,
        };
        if (read is { } flag) Note(path, value, flag ? "true" : "false");
        else findings.Wrong(path, value, "true or false");
        return read;
    }

    public string? Text(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        {
            Note(path, value, $"\"{value.GetRawText()}\"");
            return value.GetRawText();
        }
        findings.Wrong(path, value, "a string");
        return null;
    }

    /// <summary>A word that may be written otherwise.</summary>
    /// <param name="path">Path for the note.</param>
    /// <param name="value">The value.</param>
    /// <param name="taken">What the word is taken for.</param>
    public string? Word(string path, JsonElement value, Func<string, string> taken)
    {
        if (Text(path, value) is not { } text) return null;
        var word = taken(text.Trim());
        if (word != text) findings.Taken(path, value, word);
        return word;
    }

    /// <summary>A time in Unix milliseconds UTC: ISO 8601, or a number of seconds or milliseconds; null when it is none.</summary>
    public static long? Moment(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && SettingDefinition.TryParseTime(value.GetString()!, out var time)) return time;
        double? number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => n,
            _ => null,
        };
        return number switch
        {
            >= LeastMilliseconds and < 253_000_000_000_000 => (long)number,
            >= LeastSeconds and < LeastMilliseconds => (long)number * 1000,
            _ => null,
        };
    }

    /// <summary>A time as ISO 8601, or a bar's number.</summary>
    private SettingValue? Time(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && SettingDefinition.TryParseTime(value.GetString()!, out _)) return value.GetString()!;
        if (Moment(value) is { } moment)
        {
            var iso = DateTimeOffset.FromUnixTimeMilliseconds(moment).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            findings.Taken(path, value, iso);
            return iso;
        }
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!, _ => "" };
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bar))
        {
            findings.Taken(path, value, bar < 0 ? $"the time of bar {bar} from the last" : $"the time of bar {bar} of the visible ones");
            return bar;
        }
        findings.Wrong(path, value, "a string");
        return null;
    }

    private SettingValue? Color(string path, JsonElement value)
    {
        if (Text(path, value) is not { } text) return null;
        if (Rgba.TryParse(text, out var color))
        {
            if (text.TrimStart().StartsWith('#')) findings.Taken(path, value, color.ToString());
            return text;
        }
        var word = text.Trim();
        // #rgb is short for #rrggbb.
        if (word.Length == 4 && word[0] == '#') word = string.Concat("#", new string(word[1], 2), new string(word[2], 2), new string(word[3], 2));
        if (!Rgba.TryParse(word, out color))
        {
            var named = System.Drawing.Color.FromName(word);
            if (!named.IsKnownColor || named.IsSystemColor)
            {
                findings.Wrong(path, value, "a valid rgb/rgba color");
                return null;
            }
            color = named.Name == nameof(System.Drawing.Color.Transparent) ? new Rgba(0, 0, 0, 0) : new Rgba(named.R, named.G, named.B, named.A);
        }
        findings.Taken(path, value, color.ToString());
        return color;
    }

    private static SettingValue? Wrapped(string? text) => text is null ? null : (SettingValue)text;

    internal static string? Among(IEnumerable<string> names, string word) => names.FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase));

    private void Note(string path, JsonElement value, string taken)
    {
        if (!isQuery) findings.Taken(path, value, taken);
    }
}
