
namespace TradeMatrix.Charting.Spec;

/// <summary>A study as the catalogue knows it: names, inputs, plots, levels, fills and the keys of its look.</summary>
/// <param name="Name">Full name, such as <c>Relative Strength Index</c>.</param>
/// <param name="Title">Short title for the legend, such as <c>RSI</c>.</param>
/// <param name="IsOverlay">Whether it lies on the price pane.</param>
/// <param name="Format">How its values are written: <c>price</c>, <c>volume</c> or a number of decimals.</param>
/// <param name="Codes">Short codes with positional arguments.</param>
/// <param name="Inputs">Inputs in order.</param>
/// <param name="Overrides">Keys of the look in order.</param>
/// <param name="Plots">Plots in order.</param>
/// <param name="Levels">Names of the horizontal levels, in order.</param>
/// <param name="Fills">Fills.</param>
/// <param name="IsLevels">
/// Whether its plots are price levels, each named beside its line: they do not widen the price scale and are left out of the legend.
/// </param>
public sealed record StudyDefinition(
    string Name, string Title, bool IsOverlay, string Format, IReadOnlyList<StudyCode> Codes,
    IReadOnlyList<SettingDefinition> Inputs, IReadOnlyList<SettingDefinition> Overrides,
    IReadOnlyList<PlotDefinition> Plots, IReadOnlyList<string> Levels, IReadOnlyList<FillDefinition> Fills, bool IsLevels)
{
    /// <summary>The inputs of one use of the study.</summary>
    public Settings ResolveInputs(StudySpec study) => new(InputsByKey, study.Input);

    /// <summary>The look of one use of the study.</summary>
    public Settings ResolveOverrides(StudySpec study) => new(OverridesByKey, study.Override);

    internal IReadOnlyDictionary<string, SettingDefinition> InputsByKey => field ??= Inputs.ToDictionary(d => d.Key, StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, SettingDefinition> OverridesByKey => field ??= Overrides.ToDictionary(d => d.Key, StringComparer.Ordinal);
}
