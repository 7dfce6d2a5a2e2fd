namespace TradeMatrix.Charting.Spec;

/// <summary>A plot of a study: one value a bar.</summary>
/// <param name="Name">Name, which prefixes its override keys.</param>
/// <param name="Colors">How many colours its bars choose from; 1 for most.</param>
public sealed record PlotDefinition(string Name, int Colors);
