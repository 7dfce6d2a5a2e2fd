using System.Text.Json;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>
/// The names that chart-img.com's v2 requests may hold, by its documentation of November 2025. Ours are more, so what is not
/// listed here is one of our additions.
/// </summary>
/// <param name="Intervals">Intervals.</param>
/// <param name="Timezones">Zones of the time scale.</param>
/// <param name="Look">Keys of a chart's look, apart from those of a style.</param>
/// <param name="Studies">Studies by name.</param>
/// <param name="Drawings">Drawings.</param>
internal sealed record UpstreamVocabulary(
    HashSet<string> Intervals, HashSet<string> Timezones, HashSet<string> Look,
    IReadOnlyDictionary<string, UpstreamStudy> Studies, HashSet<string> Drawings)
{
    private static readonly Lazy<UpstreamVocabulary> Loaded = new(Load);

    /// <summary>The embedded one.</summary>
    public static UpstreamVocabulary Current => Loaded.Value;

    private static UpstreamVocabulary Load()
    {
        using var stream = typeof(UpstreamVocabulary).Assembly.GetManifestResourceStream("upstream-vocabulary.json")!;
        return JsonSerializer.Deserialize<UpstreamVocabulary>(stream, JsonSerializerOptions.Web)!;
    }
}
