using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>A chart that chart-img.com cannot draw, or only as another picture; another provider may. No call was made.</summary>
public sealed class UnsupportedByUpstreamException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">Every reason; at least one.</param>
    public UnsupportedByUpstreamException(IReadOnlyList<SpecProblem> problems)
        : base("chart-img.com cannot draw this: " + string.Join("; ", problems)) => Problems = problems;

    /// <summary>Every reason.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; }
}
