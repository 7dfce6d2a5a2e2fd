using System.Collections.Immutable;
using System.Text.Json;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts;

/// <summary>Studies and levels for a purpose: what a chart shows when neither request nor symbol say otherwise.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Timeframes">Timeframes that it serves unasked.</param>
/// <param name="Studies">Studies in drawing order.</param>
/// <param name="Levels">Levels drawn as horizontal lines.</param>
public sealed record ChartProfile(string Name, ImmutableArray<Timeframe> Timeframes, ImmutableArray<StudySpec> Studies, ImmutableArray<ChartProfile.LevelLine> Levels)
{
    private static readonly Lazy<IReadOnlyList<ChartProfile>> Loaded = new(Load);

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<ChartProfile> All => Loaded.Value;

    /// <summary>The profile of a name, or null.</summary>
    public static ChartProfile? Named(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The profile of a timeframe: the one that lists it; a longer one than any listed is a swing chart's, one between
    /// takes that of the next longer.
    /// </summary>
    public static ChartProfile Of(Timeframe timeframe)
    {
        var listed = All.SelectMany(p => p.Timeframes.Select(t => (Profile: p, t.Duration))).OrderBy(p => p.Duration).ToList();
        return (listed.FirstOrDefault(p => p.Duration >= timeframe.Duration) is { Profile: not null } found ? found : listed[^1]).Profile;
    }

    private static List<ChartProfile> Load()
    {
        using var stream = typeof(ChartProfile).Assembly.GetManifestResourceStream("profiles.json")!;
        return [.. JsonSerializer.Deserialize<List<Row>>(stream, JsonSerializerOptions.Web)!
            .Select(r => new ChartProfile(r.Name, [.. r.Timeframes.Select(Timeframe.Parse)], [.. r.Studies.Select(StudyNames.Read)], [.. r.Levels]))];
    }

    /// <summary>A daily level as a horizontal line.</summary>
    /// <param name="Level"><c>previousHigh</c>, <c>previousLow</c>, <c>previousClose</c> or <c>open</c>.</param>
    /// <param name="Color">Its colour, <c>rgb(r,g,b)</c>.</param>
    /// <param name="Width">Its width in pixels.</param>
    /// <param name="Style">0 solid, 1 dotted, 2 dashed.</param>
    public sealed record LevelLine(string Level, string Color, int Width, int Style);

    private sealed record Row(string Name, IReadOnlyList<string> Timeframes, IReadOnlyList<string> Studies, IReadOnlyList<LevelLine> Levels);
}
