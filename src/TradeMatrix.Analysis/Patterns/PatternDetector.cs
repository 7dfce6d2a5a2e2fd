namespace TradeMatrix.Analysis.Patterns;

/// <summary>A pattern as it is looked for.</summary>
/// <param name="Name">Name of the pattern that the rule describes.</param>
/// <param name="Mirrored">Name of its mirror; the same for one that is its own mirror.</param>
/// <param name="Fewest">Fewest swings that it looks at.</param>
/// <param name="Most">Most swings.</param>
/// <param name="LeastQuality">Quality below which it is not reported.</param>
/// <param name="Rule">What makes it one.</param>
internal sealed record PatternDetector(string Name, string Mirrored, int Fewest, int Most, double LeastQuality, PatternRule Rule)
{
    public bool IsSymmetric => Name == Mirrored;
}
