using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeMatrix.Analysis.Readings;

/// <summary>Readings as JSON with names in snake case: <c>key_levels</c>, <c>"type": "bullish"</c>. Numbers that are not finite are null.</summary>
public static class ReadingJson
{
    /// <summary>Options for every record of this library.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>A reading, a part of one or a list of parts.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new FiniteNumbers());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
