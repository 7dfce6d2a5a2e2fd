using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Options;

/// <summary>Reads option values strictly and notes everything that is wrong, so that all of it is told at once.</summary>
internal sealed class OptionReader(ParseResult result)
{
    private readonly List<string> _problems = [];

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(Option<bool> option) => result.GetValue(option);

    /// <summary>A text; null when not given.</summary>
    public string? Text(Option<string> option) => result.GetValue(option);

    /// <summary>All texts given.</summary>
    public string[] Texts(Option<string[]> option) => result.GetValue(option) ?? [];

    /// <summary>A word that names a value of an enumeration, in any case.</summary>
    public T? Word<T>(Option<string> option) where T : struct, Enum
    {
        if (Text(option) is not { } text) return null;
        foreach (var name in Enum.GetNames<T>())
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) return Enum.Parse<T>(name);
        }
        Add(option, text, "one of " + Words<T>());
        return null;
    }

    /// <summary>A whole number in limits.</summary>
    public int? Int(Option<string> option, int low, int high)
    {
        if (Text(option) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Add(option, text, $"a whole number from {low} to {high}");
        return null;
    }

    /// <summary>A number in limits.</summary>
    public double? Number(Option<string> option, double low, double high)
    {
        if (Text(option) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high) return number;
        Add(option, text, string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}"));
        return null;
    }

    /// <summary>A timeframe.</summary>
    public Timeframe? Interval(Option<string> option)
    {
        if (Text(option) is not { } text) return null;
        if (Timeframe.TryParse(text, out var timeframe)) return timeframe;
        Add(option, text, "one of " + string.Join(", ", Timeframe.Names));
        return null;
    }

    /// <summary>A date or time.</summary>
    public Moment? Time(Option<string> option)
    {
        if (Text(option) is not { } text) return null;
        if (Moment.TryParse(text, out var moment)) return moment;
        Add(option, text, Moment.Allowed);
        return null;
    }

    /// <summary>On whose behalf: the user of an id, or the person of an embedded installation.</summary>
    public Caller Caller(Option<string> option)
    {
        if (Text(option) is not { } text) return Core.Storage.Caller.Local;
        if (Guid.TryParse(text, out var id) && id != Guid.Empty) return Core.Storage.Caller.User(id);
        Add(option, text, "a user's id (UUID)");
        return Core.Storage.Caller.Local;
    }

    /// <summary>An IANA time zone.</summary>
    public string? Zone(Option<string> option)
    {
        if (Text(option) is not { } text) return null;
        if (TimeZones.Find(text) is not null) return text;
        Add(option, text, "an IANA time zone such as Etc/UTC or Europe/Berlin");
        return null;
    }

    /// <summary>Texts of the form <c>KEY=VALUE</c>, split at the first equals sign.</summary>
    public IEnumerable<(string Key, string Value)> Pairs(Option<string[]> option, string form)
    {
        foreach (var text in Texts(option))
        {
            var equals = text.IndexOf('=');
            if (equals > 0 && equals < text.Length - 1) yield return (text[..equals].Trim(), text[(equals + 1)..].Trim());
            else Add(option, text, form);
        }
    }

    /// <summary>Studies from codes such as <c>EMA:50</c>.</summary>
    public IEnumerable<StudySpec> Studies(Option<string[]> option)
    {
        foreach (var text in Texts(option))
        {
            StudySpec study;
            try
            {
                study = StudySpec.FromCode(text);
            }
            catch (ChartSpecException e)
            {
                // The path of an argument repeats the code: "study 'EMA:x' argument 1 (length)".
                foreach (var problem in e.Problems)
                {
                    if (problem.Path == "study") Add(option, problem.Value, problem.Allowed);
                    else _problems.Add($"{option.Name}{problem.ToString()["study".Length..]}");
                }
                continue;
            }
            yield return study;
        }
    }

    /// <summary>Notes a wrong value.</summary>
    public void Add(Option option, string value, string allowed) => _problems.Add($"{option.Name}: '{value}' must be {allowed}");

    /// <summary>Notes anything else.</summary>
    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Ends the command when anything is wrong.</summary>
    /// <exception cref="UsageException">Something is.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0) throw new UsageException(_problems);
    }

    /// <summary>The words of an enumeration, as the JSON of a chart has them.</summary>
    public static string Words<T>() where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
}
