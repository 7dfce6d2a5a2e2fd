using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>A value that was ignored, or taken for another one.</summary>
/// <param name="Path">JSON path of the field.</param>
/// <param name="Value">The value as given.</param>
/// <param name="Taken">What it was taken for; null when it was ignored.</param>
/// <param name="Why">Why it was ignored; empty when it was not.</param>
public sealed record RequestWarning(string Path, string Value, string? Taken, string Why = "")
{
    /// <summary>The same as a problem, for those who want no leniency.</summary>
    public SpecProblem ToProblem() => new(Path, Value, Taken is null ? $"left out: {Why}" : $"written as {Taken}");

    /// <summary>One line.</summary>
    public override string ToString() => Taken is null ? $"{Path}: '{Value}' was ignored, {Why}" : $"{Path}: '{Value}' was taken for {Taken}";
}
