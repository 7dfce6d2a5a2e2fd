using System.Globalization;

namespace TradeMatrix.Core.Quotas;

/// <summary>What a key's owner may do, by the plans of chart-img.com; null is without a limit.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Limits">How often.</param>
/// <param name="MaxWidth">Pixels.</param>
/// <param name="MaxHeight">Pixels.</param>
/// <param name="StoredDays">How long a stored picture is kept; null for the installation's setting.</param>
/// <param name="MaxParameters">Studies and drawings together in a version 2 request.</param>
/// <param name="IsMarked">Whether the product's name lies behind the bars.</param>
/// <param name="MayWatermark">Whether a request may have its own watermark.</param>
public sealed record Plan(
    string Name, PlanLimits Limits, int? MaxWidth = null, int? MaxHeight = null, int? StoredDays = null, int? MaxParameters = null, bool IsMarked = false, bool MayWatermark = true)
{
    /// <summary>The default.</summary>
    public static Plan Unlimited { get; } = new("unlimited", new PlanLimits());

    /// <summary>All plans as they are built in, the default first.</summary>
    public static IReadOnlyList<Plan> All { get; } =
    [
        Unlimited,
        new("basic", new PlanLimits(1, 3, 50), 800, 600, 14, 3, IsMarked: true, MayWatermark: false),
        new("pro", new PlanLimits(10, 15, 500), 1920, 1080, 30, 5, MayWatermark: false),
        new("mega", new PlanLimits(15, 25, 1000), 1920, 1600, 60, 10, MayWatermark: false),
        new("ultra", new PlanLimits(35, 50, 3000), 2048, 1920, 90, 25),
        new("enterprise", new PlanLimits(35, 50, 5000), 2048, 1920, 120, 50),
    ];

    private static readonly Dictionary<string, Func<Plan, string, Plan?>> Terms = new(StringComparer.Ordinal)
    {
        ["per_second"] = (p, v) => Number(v) is { } n ? p with { Limits = p.Limits with { PerSecond = n } } : null,
        ["burst"] = (p, v) => Number(v) is { } n ? p with { Limits = p.Limits with { Burst = n } } : null,
        ["per_day"] = (p, v) => Number(v) is { } n ? p with { Limits = p.Limits with { PerDay = n } } : null,
        ["size"] = (p, v) => v.Split('x') is [var w, var h] && Number(w) is { } width && Number(h) is { } height ? p with { MaxWidth = width, MaxHeight = height } : null,
        ["days"] = (p, v) => Number(v) is { } n ? p with { StoredDays = n } : null,
        ["parameters"] = (p, v) => Number(v) is { } n ? p with { MaxParameters = n } : null,
        ["marked"] = (p, v) => bool.TryParse(v, out var flag) ? p with { IsMarked = flag } : null,
        ["own_watermark"] = (p, v) => bool.TryParse(v, out var flag) ? p with { MayWatermark = flag } : null,
    };

    /// <summary>What <see cref="Changed"/> reads.</summary>
    public static string Form => $"'unlimited', or terms such as 'per_day=100 size=1024x768' of {string.Join(", ", Terms.Keys)}";

    /// <summary>A plan by its name in any case; null when there is none.</summary>
    public static Plan? Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The plan with other limits; null when the text is not of <see cref="Form"/>.</summary>
    /// <param name="text"><c>unlimited</c>, or terms separated by blanks.</param>
    public Plan? Changed(string text)
    {
        if (text.Equals(Unlimited.Name, StringComparison.OrdinalIgnoreCase)) return Unlimited with { Name = Name };
        Plan? plan = this;
        foreach (var term in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            plan = plan is not null && term.Split('=') is [var key, var value] && Terms.TryGetValue(key, out var change) ? change(plan, value) : null;
        return plan;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;
}
