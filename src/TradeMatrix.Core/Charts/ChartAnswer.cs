using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Core.Charts;

/// <summary>A chart that was asked for.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Spec">What it shows.</param>
/// <param name="WasCached">Whether it was at hand, so that nothing was drawn and no quota used.</param>
public sealed record ChartAnswer(DrawnChart Picture, ChartSpec Spec, bool WasCached)
{
    /// <summary>The snapshot; null when none was wanted.</summary>
    public ChartSnapshot? Snapshot { get; init; }

    /// <summary>Upstream calls left today; null when the provider has no limit.</summary>
    public int? RemainingRequests { get; init; }

    /// <summary>What the reader should know: a fallback and its reason, a feed that failed, the age of the bars.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
