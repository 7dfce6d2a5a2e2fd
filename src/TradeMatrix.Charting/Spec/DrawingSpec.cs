using System.Collections.Immutable;

namespace TradeMatrix.Charting.Spec;

/// <summary>One drawing on a chart.</summary>
/// <param name="Name">A name of <see cref="Catalog.Drawings"/>.</param>
public sealed record DrawingSpec(string Name)
{
    /// <summary>Inputs by key; times are ISO 8601 texts, or whole numbers that count bars: from 0 at the first visible one, or back from −1 at the last.</summary>
    public ImmutableSortedDictionary<string, SettingValue> Input { get; init; } = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    /// <summary>Look by key; missing ones keep their default.</summary>
    public ImmutableSortedDictionary<string, SettingValue> Override { get; init; } = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    /// <summary>False to lie beneath the bars and the other drawings, true to lie above; null for the usual order.</summary>
    public bool? OnTop { get; init; }

    /// <summary>The same drawing with one input set.</summary>
    public DrawingSpec With(string key, SettingValue value) => this with { Input = Input.SetItem(key, value) };
}
