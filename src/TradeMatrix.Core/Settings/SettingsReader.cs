using System.Globalization;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Settings;

/// <summary>Takes settings from named values, noting every problem.</summary>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> values)
{
    private readonly List<string> _problems = [];

    public string? Text(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A secret that stands in a header or an address.</summary>
    public string? Key(string name)
    {
        if (Text(name) is not { } key) return null;
        if (!key.Any(c => c is <= ' ' or > '~')) return key;
        Add(name, "…", "printable ASCII without spaces");
        return null;
    }

    public IReadOnlyList<string> List(string name, IReadOnlyList<string> otherwise) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? otherwise;

    public int Int(string name, int otherwise, int min, int max)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        Add(name, text, $"a whole number from {min} to {max}");
        return otherwise;
    }

    public string Choice(string name, string otherwise, params string[] allowed)
    {
        var text = Text(name)?.ToLowerInvariant() ?? otherwise;
        if (allowed.Contains(text, StringComparer.Ordinal)) return text;
        Add(name, text, "one of " + string.Join(", ", allowed));
        return otherwise;
    }

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        Add(name, text, "an http or https address");
        return null;
    }

    public IReadOnlyDictionary<string, Uri> Urls(string name)
    {
        var urls = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var pair in List(name, []))
        {
            if (pair.Split('=', 2) is [var key, var text] && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") urls[key] = url;
            else Add(name, pair, "name=address with an http or https address");
        }
        return urls;
    }

    /// <summary>A plan with the changes of <c>PLAN_</c> and its name.</summary>
    public Plan Plan(Plan plan)
    {
        var name = "PLAN_" + plan.Name.ToUpperInvariant();
        if (plan == Quotas.Plan.Unlimited || Text(name) is not { } text) return plan;
        if (plan.Changed(text) is { } changed) return changed;
        Add(name, text, Quotas.Plan.Form);
        return plan;
    }

    /// <summary>The schedules of all settings whose names begin so; null where it is <c>off</c>.</summary>
    public IReadOnlyDictionary<string, TaskSchedule?> Schedules(string prefix)
    {
        var schedules = new Dictionary<string, TaskSchedule?>(StringComparer.Ordinal);
        foreach (var name in values.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (Text(name) is not { } text) continue;
            schedules[name] = text.Equals("off", StringComparison.OrdinalIgnoreCase) ? null : TaskSchedule.Parse(text);
            if (schedules[name] is null && !text.Equals("off", StringComparison.OrdinalIgnoreCase)) Add(name, text, TaskSchedule.Form);
        }
        return schedules;
    }

    public bool IsOneOf(string name, string value, IReadOnlyList<string> allowed)
    {
        if (allowed.Contains(value, StringComparer.Ordinal)) return true;
        Add(name, value, "some of " + string.Join(", ", allowed));
        return false;
    }

    public void Add(string name, string value, string allowed) => _problems.Add($"{name}: '{value}' must be {allowed}");

    public void ThrowIfWrong()
    {
        if (_problems.Count > 0) throw new SettingsException(_problems);
    }
}
