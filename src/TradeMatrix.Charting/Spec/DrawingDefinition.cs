
namespace TradeMatrix.Charting.Spec;

/// <summary>A drawing as the catalogue knows it.</summary>
/// <param name="Name">Name, such as <c>Trend Line</c>.</param>
/// <param name="Inputs">Inputs in order.</param>
/// <param name="Overrides">Keys of the look in order.</param>
/// <param name="Levels">How many numbered levels it has (<c>level1.coeff</c> …); 0 for most.</param>
public sealed record DrawingDefinition(string Name, IReadOnlyList<SettingDefinition> Inputs, IReadOnlyList<SettingDefinition> Overrides, int Levels)
{
    /// <summary>The inputs of one use of the drawing.</summary>
    public Settings ResolveInputs(DrawingSpec drawing) => new(InputsByKey, drawing.Input);

    /// <summary>The look of one use of the drawing.</summary>
    public Settings ResolveOverrides(DrawingSpec drawing) => new(OverridesByKey, drawing.Override);

    internal IReadOnlyDictionary<string, SettingDefinition> InputsByKey => field ??= Inputs.ToDictionary(d => d.Key, StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, SettingDefinition> OverridesByKey => field ??= Overrides.ToDictionary(d => d.Key, StringComparer.Ordinal);
}
