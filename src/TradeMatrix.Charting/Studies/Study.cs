using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>The code of a study; its names, inputs and plots are in <see cref="Catalog.Studies"/>.</summary>
/// <param name="Name">Full name in the catalogue.</param>
/// <param name="WarmUp">
/// Bars needed before the first visible one: a window's length, or for a recursive study enough that the start is forgotten;
/// <see cref="int.MaxValue"/> for one that adds up the whole series.
/// </param>
/// <param name="Compute">The values; a pure function.</param>
public sealed record Study(string Name, Func<Settings, int> WarmUp, Func<StudyContext, StudyValues> Compute);
