using System.Text.Json;
using System.Text.Json.Serialization;
using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>The thresholds of a strategy, as <c>strategies.json</c> has them.</summary>
public sealed record StrategyTerms
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly Lazy<IReadOnlyDictionary<string, StrategyTerms>> Loaded = new(Load);

    /// <summary>All strategies by id.</summary>
    public static IReadOnlyDictionary<string, StrategyTerms> All => Loaded.Value;

    /// <summary>Id, such as <c>MR-04</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of idea it is.</summary>
    public required string Category { get; init; }

    /// <summary>1 before 2.</summary>
    public required int Priority { get; init; }

    /// <summary>What each of the five metrics must reach.</summary>
    public required FiveMetrics Required { get; init; }

    /// <summary>What their weighted mean and the boosts must reach together.</summary>
    public required double Confidence { get; init; }

    /// <summary>Sides on which it trades.</summary>
    public required IReadOnlyList<Side> Sides { get; init; }

    /// <summary>The most setups of a side on one trading day.</summary>
    public required int MostPerDay { get; init; }

    /// <summary>The most that may wait or run at once.</summary>
    public required int MostOpen { get; init; }

    /// <summary>Strategies that give way to it.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    /// <summary>When it looks for entries.</summary>
    public required IReadOnlyList<SessionWindow> Windows { get; init; }

    /// <summary>Lowest and highest percentile of the average true range at which it trades.</summary>
    public required IReadOnlyList<double> Volatility { get; init; }

    /// <summary>Its further numbers by name. Names that end with Points are in points: see <see cref="SetupOptions.Point"/>.</summary>
    public required IReadOnlyDictionary<string, double> Numbers { get; init; }

    /// <summary>One of its further numbers.</summary>
    public double this[string name] => Numbers[name];

    private static Dictionary<string, StrategyTerms> Load()
    {
        using var stream = typeof(StrategyTerms).Assembly.GetManifestResourceStream("strategies.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("strategies").Deserialize<StrategyTerms[]>(Json)!.ToDictionary(t => t.Id, StringComparer.OrdinalIgnoreCase);
    }
}
