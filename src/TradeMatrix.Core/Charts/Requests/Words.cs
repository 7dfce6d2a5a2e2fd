using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>What clients write in place of the names that the catalogue has. Words count without case, blanks and signs.</summary>
internal static class Words
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Loaded = new(Load);

    private static readonly Lazy<Dictionary<string, string>> StudyNames = new(() => NamesOf(Catalog.Studies.Keys)), DrawingNames = new(() => NamesOf(Catalog.Drawings.Keys));

    /// <summary>A word as it is compared.</summary>
    public static string Plain(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The one name that a word of a kind stands for; null when it stands for none.</summary>
    public static string? Find(string kind, string word) => Loaded.Value[kind].TryGetProperty(Plain(word), out var name) ? name.GetString() : null;

    /// <summary>The names that a word of a kind may stand for, the likeliest first.</summary>
    public static IEnumerable<string> FindAll(string kind, string plain) => Loaded.Value[kind].TryGetProperty(plain, out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];

    /// <summary>The full name or code of a study; null when the word names none.</summary>
    public static string? Study(string word) => Find("study", word) ?? StudyNames.Value.GetValueOrDefault(Plain(word));

    /// <summary>The name of a drawing; null when the word names none.</summary>
    public static string? Drawing(string word) => DrawingNames.Value.GetValueOrDefault(Plain(word)) ?? Find("drawing", word);

    private static Dictionary<string, string> NamesOf(IEnumerable<string> names)
    {
        var plain = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names) plain.TryAdd(Plain(name), name);
        return plain;
    }

    private static Dictionary<string, JsonElement> Load()
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream("words.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!;
    }
}
