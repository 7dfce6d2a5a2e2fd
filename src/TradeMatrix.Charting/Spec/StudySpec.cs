using System.Collections.Immutable;

namespace TradeMatrix.Charting.Spec;

/// <summary>One study on a chart.</summary>
/// <param name="Name">A name of <see cref="Catalog.Studies"/>.</param>
public sealed record StudySpec(string Name)
{
    /// <summary>True to draw it on the price pane, false for a pane of its own; null for its usual place.</summary>
    public bool? ForceOverlay { get; init; }

    /// <summary>Inputs by key; missing ones keep their default.</summary>
    public ImmutableSortedDictionary<string, SettingValue> Input { get; init; } = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    /// <summary>Look by key (<c>Plot.color</c>); missing ones keep their default.</summary>
    public ImmutableSortedDictionary<string, SettingValue> Override { get; init; } = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    /// <summary>The same study with one input set.</summary>
    public StudySpec With(string key, SettingValue value) => this with { Input = Input.SetItem(key, value) };

    /// <summary>
    /// Reads a code with positional arguments, such as <c>EMA:50</c> or <c>BB:20,close,2</c>, or a study's full name with
    /// arguments in the order of its inputs.
    /// </summary>
    /// <param name="text">The code, in any case.</param>
    /// <exception cref="ChartSpecException">The code or an argument is wrong.</exception>
    public static StudySpec FromCode(string text) => StudyCodeReader.Read(text);
}
