using System.Collections.Frozen;

namespace TradeMatrix.Charting.Spec;

/// <summary>A drawing as the catalogue knows it.</summary>
/// <param name="Name">Name, such as <c>Trend Line</c>.</param>
/// <param name="Inputs">Inputs in order.</param>
/// <param name="Overrides">Keys of the look in order.</param>
/// <param name="Levels">How many numbered levels it has (<c>level1.coeff</c> …); 0 for most.</param>
public sealed record DrawingDefinition(string Name, IReadOnlyList<SettingDefinition> Inputs, IReadOnlyList<SettingDefinition> Overrides, int Levels)
{
    private readonly FrozenDictionary<string, SettingDefinition> _inputs = Inputs.ToFrozenDictionary(d => d.Key, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, SettingDefinition> _overrides = Overrides.ToFrozenDictionary(d => d.Key, StringComparer.Ordinal);

    /// <summary>The inputs of one use of the drawing.</summary>
    public Settings ResolveInputs(DrawingSpec drawing) => new(_inputs, drawing.Input);

    /// <summary>The look of one use of the drawing.</summary>
    public Settings ResolveOverrides(DrawingSpec drawing) => new(_overrides, drawing.Override);

    internal FrozenDictionary<string, SettingDefinition> InputsByKey => _inputs;

    internal FrozenDictionary<string, SettingDefinition> OverridesByKey => _overrides;
}
