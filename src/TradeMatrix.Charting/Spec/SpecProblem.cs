namespace TradeMatrix.Charting.Spec;

/// <summary>One thing that is wrong with a chart spec.</summary>
/// <param name="Path">JSON path of the field, such as <c>studies[0].input.length</c>.</param>
/// <param name="Value">The value as given; <c>missing</c> when there is none.</param>
/// <param name="Allowed">What is allowed, as words that follow "must be".</param>
public sealed record SpecProblem(string Path, string Value, string Allowed)
{
    /// <summary>One line: path, value and what is allowed.</summary>
    public override string ToString() => $"{Path}: {(Value.Length > 60 ? Value[..60] + "…" : Value)} must be {Allowed}";
}
