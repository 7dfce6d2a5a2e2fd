using System.Text.Json.Nodes;

namespace TradeMatrix.Web.Charts;

/// <summary>A chart that was asked for.</summary>
/// <param name="Success">True; a failure is answered by problem details.</param>
/// <param name="ChartUrl">Where the stored picture is served; null without a snapshot.</param>
/// <param name="SnapshotId">The snapshot; null when none was wanted.</param>
/// <param name="Cached">Whether it was at hand, so that nothing was drawn and no quota used.</param>
/// <param name="RemainingRequests">Upstream calls left today; null when the provider has no limit.</param>
/// <param name="Provider">Who drew it.</param>
/// <param name="Notices">What the reader should know, such as a fallback and its reason.</param>
/// <param name="AltText">What the picture shows, in one sentence.</param>
/// <param name="DataAsOf">Open time of the last bar in it, UTC.</param>
/// <param name="ExpiresAt">When the snapshot goes, UTC.</param>
/// <param name="Spec">What the picture shows, as a chart spec.</param>
public sealed record GenerateAnswer(
    bool Success, string? ChartUrl, Guid? SnapshotId, bool Cached, int? RemainingRequests, string Provider, IReadOnlyList<string> Notices, string AltText, DateTime DataAsOf, DateTime? ExpiresAt, JsonNode Spec);
