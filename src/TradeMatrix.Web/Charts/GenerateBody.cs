using System.Text.Json.Nodes;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Web.Charts;

/// <summary>The body of a request for a chart; all but the symbol may be left out.</summary>
/// <param name="Symbol">Symbol or alias.</param>
/// <param name="Timeframe">Timeframe in any usual spelling; by default the symbol's.</param>
/// <param name="CustomIndicators">Studies in place of the configuration's: texts or objects.</param>
/// <param name="Profile">Profile in place of the configuration's studies.</param>
/// <param name="Overrides">Keys of a chart spec, which come before the configuration's.</param>
/// <param name="SaveSnapshot">Whether the picture is kept; by default true.</param>
/// <param name="ForceRefresh">Draws anew even when the same picture is at hand.</param>
/// <param name="AgentName">Agent that asks; by default manual.</param>
/// <param name="Format">png, jpeg, webp, svg or pdf.</param>
/// <param name="TriggerType">Why a snapshot is made.</param>
/// <param name="Metadata">What is noted with the snapshot.</param>
public sealed record GenerateBody(
    string Symbol, string? Timeframe, JsonArray? CustomIndicators, string? Profile, JsonObject? Overrides, bool? SaveSnapshot, bool? ForceRefresh, string? AgentName, string? Format, string? TriggerType, JsonObject? Metadata)
{
    private static readonly string[] Formats = ["png", "jpeg", "webp", "svg", "pdf"];

    internal static ChartRequest Read(RequestFields fields)
    {
        var request = new ChartRequest
        {
            Symbol = fields.Required("symbol", 80) ?? "",
            Timeframe = fields.Timeframe("timeframe"),
            CustomIndicators = fields.Array("custom_indicators"),
            Profile = fields.Text("profile"),
            Overrides = fields.Object("overrides"),
            SaveSnapshot = fields.Flag("save_snapshot") ?? true,
            ForceRefresh = fields.Flag("force_refresh") ?? false,
            Agent = fields.Text("agent_name", 50) ?? "manual",
            Format = FormatOf(fields),
            TriggerType = fields.Choice("trigger_type", Trigger.All),
            Metadata = fields.Object("metadata"),
        };
        fields.ThrowIfWrong();
        return request;
    }

    /// <summary>The same from a query, whose studies are a list separated by semicolons.</summary>
    internal static ChartRequest ReadQuery(IQueryCollection query)
    {
        var fields = RequestFields.Of(query);
        var studies = fields.Text("studies", 2000);
        var overrides = new JsonObject();
        if (fields.Int("width", 300, 4096) is { } width) overrides["width"] = width;
        if (fields.Int("height", 200, 4096) is { } height) overrides["height"] = height;
        if (fields.Int("bars", 2, 20_000) is { } bars) overrides["bars"] = bars;
        foreach (var name in (string[])["theme", "style", "scale", "timezone", "range"])
        {
            if (fields.Text(name) is { } text) overrides[name] = text;
        }
        if (fields.Text("as_of") is { } asOf) overrides["asOf"] = asOf;
        var request = new ChartRequest
        {
            Symbol = fields.Required("symbol", 80) ?? "",
            Timeframe = fields.Timeframe("timeframe"),
            CustomIndicators = studies is null ? null : new JsonArray([.. studies.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => (JsonNode?)JsonValue.Create(s))]),
            Profile = fields.Text("profile"),
            Overrides = overrides,
            SaveSnapshot = false,
            Format = FormatOf(fields),
        };
        fields.ThrowIfWrong();
        return request;
    }

    private static PictureFormat FormatOf(RequestFields fields) => fields.Choice("format", Formats) is { } format ? Enum.Parse<PictureFormat>(format, ignoreCase: true) : PictureFormat.Png;
}
