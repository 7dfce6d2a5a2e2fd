namespace TradeMatrix.Charting.Spec;

/// <summary>A chart spec that cannot be drawn, with every problem it has.</summary>
public sealed class ChartSpecException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">All problems; at least one.</param>
    public ChartSpecException(IReadOnlyList<SpecProblem> problems)
        : base(string.Join("; ", problems)) => Problems = problems;

    /// <summary>All problems of the spec.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; }
}
