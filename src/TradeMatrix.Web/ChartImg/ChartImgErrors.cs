using System.Globalization;
using System.Text.Json.Nodes;
using TradeMatrix.Core;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Web.Errors;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Errors in the words and shapes of chart-img.com.</summary>
internal static class ChartImgErrors
{
    /// <summary>Status and body of a failure.</summary>
    /// <param name="version">Version of the endpoint.</param>
    /// <param name="status">Status that our own API would answer.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="detail">One sentence.</param>
    /// <param name="errors">Fields that are wrong.</param>
    /// <param name="decision">What the limits said; null when nothing was counted.</param>
    public static (int Status, JsonNode Body) Of(ChartImgVersion version, int status, string code, string detail, IReadOnlyList<FieldError> errors, LimitDecision? decision) => code switch
    {
        ErrorCode.Unauthorized => (403, Message("Forbidden")),
        ErrorCode.Forbidden => (403, Message(errors is [] && detail.StartsWith("Exceed", StringComparison.Ordinal) ? detail : "Forbidden")),
        ErrorCode.RateLimitExceeded => (429, Message(decision?.Refusal == QuotaRefusal.Day ? "Limit Exceeded" : "Too Many Requests")),
        ErrorCode.InvalidSymbol or ErrorCode.NoData => (422, version == ChartImgVersion.V1 ? Error("Invalid symbol.") : Message("Invalid Symbol")),
        ErrorCode.InvalidRequest when errors.Count > 0 => (422, Fields(version, errors)),
        ErrorCode.NotFound => (404, Message(detail)),
        ErrorCode.ApiError => (504, version == ChartImgVersion.V1 ? Error("Process timeout.") : Message("External Request Timeout")),
        ErrorCode.InternalError => (500, version == ChartImgVersion.V1 ? Error("Server error.") : Message("Something Went Wrong")),
        _ => (status, Message(detail)),
    };

    private static JsonObject Message(string text) => new() { ["message"] = text };

    private static JsonObject Error(string text) => new() { ["error"] = text };

    private static JsonNode Fields(ChartImgVersion version, IReadOnlyList<FieldError> errors)
    {
        var isFirst = version == ChartImgVersion.V1;
        var list = new JsonArray([.. errors.Select(e =>
        {
            var fault = new JsonObject();
            if (e.Value != "missing") fault["value"] = double.TryParse(e.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : e.Value;
            fault["msg"] = isFirst ? $"The field must be {Words(e, isFirst)}." : $"must be {Words(e, isFirst)}";
            fault["param"] = e.Field;
            fault["location"] = isFirst ? "query" : "body";
            return (JsonNode)fault;
        })]);
        return isFirst ? new JsonObject { ["errors"] = list } : list;
    }

    /// <summary>The service's own words where they are known.</summary>
    private static string Words(FieldError error, bool isFirst) => error switch
    {
        { Field: "interval" } when isFirst => "valid interval id",
        { Field: "symbol" } => "a valid tradingview EXCHANGE:SYMBOL",
        { Allowed: "an ISO 8601 date-time string" } => "a string",
        _ when error.Allowed.StartsWith("a supported name", StringComparison.Ordinal) => "a supported name",
        _ when error.Allowed.StartsWith("a valid rgb/rgba color", StringComparison.Ordinal) => "a valid rgb/rgba color",
        _ when error.Allowed.StartsWith("a string of at most", StringComparison.Ordinal) => "a string",
        _ => error.Allowed,
    };
}
