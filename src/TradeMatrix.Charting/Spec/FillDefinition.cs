namespace TradeMatrix.Charting.Spec;

/// <summary>A filled background between two plots or two levels of a study.</summary>
/// <param name="Name">Name, which prefixes its override keys.</param>
/// <param name="First">Name of one edge; its colour counts where it lies above in a cloud.</param>
/// <param name="Second">Name of the other edge.</param>
public sealed record FillDefinition(string Name, string First, string Second);
