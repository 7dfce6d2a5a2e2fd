using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Core.Alerts;

/// <summary>An alert's chart as it is kept, so that it can be drawn after a restart. A session, which is a secret, is not kept.</summary>
public static class AlertChart
{
    /// <summary>A request as a JSON object.</summary>
    public static string Write(ChartRequest request) => new JsonObject
    {
        ["symbol"] = request.Symbol,
        ["spec"] = request.Spec is { } spec ? JsonNode.Parse(ChartSpecJson.Write(spec)) : null,
        ["timeframe"] = request.Timeframe?.ToString(),
        ["agent"] = request.Agent,
        ["custom_indicators"] = request.CustomIndicators?.DeepClone(),
        ["profile"] = request.Profile,
        ["as_of"] = request.AsOf,
        ["drawings"] = request.Drawings.IsEmpty ? null : JsonNode.Parse(ChartSpecJson.Write(new ChartSpec { Symbol = "X", Drawings = request.Drawings }))!["drawings"]!.DeepClone(),
        ["overrides"] = request.Overrides?.DeepClone(),
        ["retention_hours"] = request.Retention?.TotalHours,
    }.ToJsonString();

    /// <summary>Reads what <see cref="Write"/> wrote. The picture is a PNG, kept as a snapshot with the trigger <c>alert</c>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ChartRequest Read(string json)
    {
        var fields = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("chart: it must be a JSON object");
        return new ChartRequest
        {
            Symbol = (string)fields["symbol"]!,
            Spec = fields["spec"] is { } spec ? ChartSpecJson.Read(spec.ToJsonString()) : null,
            Timeframe = (string?)fields["timeframe"] is { } timeframe ? Timeframe.Parse(timeframe) : null,
            Agent = (string?)fields["agent"] ?? "manual",
            CustomIndicators = fields["custom_indicators"]?.DeepClone() as JsonArray,
            Profile = (string?)fields["profile"],
            AsOf = (long?)fields["as_of"],
            Drawings = fields["drawings"] is { } drawings ? ChartSpecJson.Read(new JsonObject { ["symbol"] = "X", ["drawings"] = drawings.DeepClone() }.ToJsonString()).Drawings : [],
            Overrides = fields["overrides"]?.DeepClone() as JsonObject,
            Retention = (double?)fields["retention_hours"] is { } hours ? TimeSpan.FromHours(hours) : null,
            Format = PictureFormat.Png,
            TriggerType = Trigger.Alert,
        };
    }
}
