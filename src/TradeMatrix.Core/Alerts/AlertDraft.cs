using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts;

namespace TradeMatrix.Core.Alerts;

/// <summary>An alert to be raised.</summary>
public sealed record AlertDraft
{
    /// <summary>The usual cool-down.</summary>
    public static readonly TimeSpan UsualCoolDown = TimeSpan.FromHours(1);

    private const int LongestTitle = 120, LongestText = 800, LongestContext = 16_384;

    /// <summary>One of <see cref="AlertKind.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="AlertSeverity.All"/>; null for what is usual for the kind.</summary>
    public string? Severity { get; init; }

    public Guid? SymbolId { get; init; }

    /// <summary>The symbol's name, at most 80 characters.</summary>
    public string? Symbol { get; init; }

    /// <summary>One line of at most 120 characters; null for what is usual for the kind.</summary>
    public string? Title { get; init; }

    /// <summary>Plain text of at most 800 characters, which every channel takes beside a picture; null for what is usual for the kind.</summary>
    public string? Text { get; init; }

    /// <summary>Numbers, prices and times; at most 16 kB as JSON.</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>The level that was met, such as <c>yesterday_high</c>.</summary>
    public string? LevelType { get; init; }

    /// <summary>Price of the level.</summary>
    public decimal? TargetPrice { get; init; }

    /// <summary><c>above</c>, <c>below</c> or <c>touch</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>What makes a repetition, at most 200 characters; null for symbol, kind and level.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>How long another alert of the same owner and key is a repetition, which is not raised; zero for never.</summary>
    public TimeSpan CoolDown { get; init; } = UsualCoolDown;

    /// <summary>How long it matters.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The chart to send along; null for none. Its session and its notes are not kept.</summary>
    public ChartRequest? Chart { get; init; }

    internal string Key => DedupeKey ?? $"{Symbol} {Kind} {LevelType}";

    /// <exception cref="ServiceException">Some of it is wrong; it lists every problem.</exception>
    internal void Check()
    {
        var problems = new List<SpecProblem>();
        OneOf("kind", Kind, AlertKind.All);
        if (Severity is not null) OneOf("severity", Severity, AlertSeverity.All);
        if (Direction is not null) OneOf("direction", Direction, ["above", "below", "touch"]);
        Within("symbol", Symbol, 80);
        Within("title", Title, LongestTitle);
        Within("text", Text, LongestText);
        Within("dedupe_key", Key, 200);
        if (Facts.ToJsonString().Length > LongestContext) problems.Add(new SpecProblem("facts", "…", $"at most {LongestContext} characters of JSON"));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);

        void OneOf(string field, string value, IReadOnlyList<string> allowed)
        {
            if (!allowed.Contains(value, StringComparer.Ordinal)) problems.Add(new SpecProblem(field, value, "one of " + string.Join(", ", allowed)));
        }

        void Within(string field, string? value, int longest)
        {
            if (value?.Length > longest) problems.Add(new SpecProblem(field, value[..20] + "…", $"at most {longest} characters"));
        }
    }
}
