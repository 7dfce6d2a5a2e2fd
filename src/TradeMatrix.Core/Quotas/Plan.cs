namespace TradeMatrix.Core.Quotas;

/// <summary>What a key's owner may do, by the plans of chart-img.com; null is without a limit.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Limits">How often.</param>
/// <param name="MaxWidth">Pixels.</param>
/// <param name="MaxHeight">Pixels.</param>
/// <param name="StoredDays">How long a stored picture is kept; null for the installation's setting.</param>
/// <param name="MaxParameters">Studies and drawings together in a version 2 request.</param>
public sealed record Plan(string Name, PlanLimits Limits, int? MaxWidth = null, int? MaxHeight = null, int? StoredDays = null, int? MaxParameters = null)
{
    /// <summary>The default.</summary>
    public static Plan Unlimited { get; } = new("unlimited", new PlanLimits());

    /// <summary>All plans, the default first.</summary>
    public static IReadOnlyList<Plan> All { get; } =
    [
        Unlimited,
        new("basic", new PlanLimits(1, 3, 50), 800, 600, 14, 3),
        new("pro", new PlanLimits(10, 15, 500), 1920, 1080, 30, 5),
        new("mega", new PlanLimits(15, 25, 1000), 1920, 1600, 60, 10),
        new("ultra", new PlanLimits(35, 50, 3000), 2048, 1920, 90, 25),
        new("enterprise", new PlanLimits(35, 50, 5000), 2048, 1920, 120, 50),
    ];

    /// <summary>A plan by its name in any case; null when there is none.</summary>
    public static Plan? Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
