using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>What a request has that is wrong, and what was ignored or taken for something else.</summary>
public sealed class Findings
{
    private const int Most = 100, LongestShown = 60;

    private readonly List<SpecProblem> _problems = [];
    private readonly List<RequestWarning> _warnings = [];

    /// <summary>What is wrong; at most 100.</summary>
    public IReadOnlyList<SpecProblem> Problems => _problems;

    /// <summary>What was ignored or read otherwise; at most 100.</summary>
    public IReadOnlyList<RequestWarning> Warnings => _warnings;

    internal void Wrong(string path, JsonElement value, string allowed) => Wrong(new SpecProblem(path, Shown(value), allowed));

    internal void Wrong(SpecProblem problem)
    {
        if (_problems.Count < Most) _problems.Add(problem);
    }

    /// <summary>Notes that a value was taken for another one.</summary>
    internal void Taken(string path, JsonElement value, string taken) => Warn(new RequestWarning(path, Shown(value), taken));

    /// <summary>Notes that a field was ignored.</summary>
    internal void Ignored(string path, string value, string why) => Warn(new RequestWarning(path, value, null, why));

    /// <summary>Adds a warning.</summary>
    public void Warn(RequestWarning warning)
    {
        if (_warnings.Count < Most) _warnings.Add(warning);
    }

    internal static string Shown(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
