using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>How a study is called in a legend or at the head of a column.</summary>
public static class StudyTitle
{
    /// <summary>Short title with the inputs that matter: <c>BB 20 2</c>.</summary>
    /// <param name="study">A study of <see cref="Catalog.Studies"/>.</param>
    public static string Of(StudySpec study)
    {
        var definition = Catalog.Studies[study.Name];
        var inputs = definition.ResolveInputs(study);
        var words = definition.Inputs
            .Where(i => !i.Key.StartsWith("smoothing", StringComparison.Ordinal) && (IsShown(i) || IsChanged(study, i)))
            .Select(i => i.Type == SettingType.Boolean ? (inputs.Flag(i.Key) ? i.Label : "") : ValueText(study, i));
        return string.Join(' ', words.Prepend(definition.Title).Where(w => w.Length > 0));
    }

    private static bool IsShown(SettingDefinition input) =>
        input.Type is SettingType.Integer or SettingType.Float && !input.Key.StartsWith("multiplier", StringComparison.Ordinal) && input.Key is not ("offset" or "atrLength" or "bands");

    private static bool IsChanged(StudySpec study, SettingDefinition input) => study.Input.TryGetValue(input.Key, out var given) && given != input.Default;

    private static string ValueText(StudySpec study, SettingDefinition input) =>
        study.Input.TryGetValue(input.Key, out var given) ? given.ToString() : input.Default!.Value.ToString();
}
