namespace TradeMatrix.Analysis.Patterns;

/// <summary>A pattern as it is looked for.</summary>
/// <param name="Name">Name of the pattern that the rule describes.</param>
/// <param name="Mirrored">Name of its mirror; the same for one that is its own mirror.</param>
/// <param name="Fewest">Fewest swings that it looks at.</param>
/// <param name="Most">Most swings.</param>
/// <param name="Even">Quality at which as many detections are right as wrong, measured on synthetic series.</param>
/// <param name="Rule">What makes it one.</param>
internal sealed record PatternDetector(string Name, string Mirrored, int Fewest, int Most, double Even, PatternRule Rule)
{
    /// <summary>How fast detections become right with quality; much the same for all patterns.</summary>
    private const double Spread = 0.09;

    public bool IsSymmetric => Name == Mirrored;

    /// <summary>The share of detections of a quality that are right, a logistic curve through what was measured.</summary>
    public double Confidence(double quality) => Math.Round(Math.Min(0.98, 1 / (1 + Math.Exp((Even - quality) / Spread))), 2);
}
