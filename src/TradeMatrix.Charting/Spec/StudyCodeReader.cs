using System.Globalization;

namespace TradeMatrix.Charting.Spec;

/// <summary>Reads <c>CODE:arg1,arg2</c>.</summary>
internal static class StudyCodeReader
{
    public static StudySpec Read(string text)
    {
        var colon = text.IndexOf(':');
        var name = (colon < 0 ? text : text[..colon]).Trim();
        var arguments = colon < 0 || string.IsNullOrWhiteSpace(text[(colon + 1)..]) ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries);
        if (Catalog.Codes.TryGetValue(name, out var known)) return FromCode(text, known.Study, known.Code, arguments);
        var study = Catalog.Studies.Values.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ChartSpecException([new SpecProblem("study", text, "a study code or name, such as " + string.Join(", ", Catalog.Codes.Keys.Order(StringComparer.Ordinal)))]);
        return FromName(text, study, arguments);
    }

    private static StudySpec FromCode(string text, StudyDefinition study, StudyCode code, string[] given)
    {
        if (given.Length > code.Arguments.Count)
            throw TooMany(text, code.Arguments.Count, string.Join(", ", code.Arguments.Select(a => study.InputsByKey[a.Keys[0]].Label)));
        var spec = new StudySpec(study.Name);
        for (var i = 0; i < code.Arguments.Count; i++)
        {
            var argument = code.Arguments[i];
            var word = i < given.Length && given[i].Length > 0 ? given[i] : argument.Default;
            if (argument.Choices is { } choices && bool.TryParse(word, out var flag)) word = flag ? choices.True : choices.False;
            foreach (var key in argument.Keys) spec = spec.With(key, Value(text, i, study.InputsByKey[key], word));
        }
        return spec with { Override = spec.Override.SetItems(code.Override) };
    }

    private static StudySpec FromName(string text, StudyDefinition study, string[] given)
    {
        if (given.Length > study.Inputs.Count) throw TooMany(text, study.Inputs.Count, string.Join(", ", study.Inputs.Select(i => i.Label)));
        var spec = new StudySpec(study.Name);
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i].Length > 0) spec = spec.With(study.Inputs[i].Key, Value(text, i, study.Inputs[i], given[i]));
        }
        return spec;
    }

    private static SettingValue Value(string text, int index, SettingDefinition input, string word)
    {
        SettingValue value = input.Type switch
        {
            SettingType.Integer or SettingType.Float when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            SettingType.Boolean when bool.TryParse(word, out var flag) => flag,
            SettingType.Source => word.ToLowerInvariant(),
            _ => input.Allowed.FirstOrDefault(a => string.Equals(a, word, StringComparison.OrdinalIgnoreCase)) ?? word,
        };
        return input.Check($"study '{text}' argument {index + 1} ({input.Label})", value) is { } problem ? throw new ChartSpecException([problem]) : value;
    }

    private static ChartSpecException TooMany(string text, int most, string labels) =>
        new([new SpecProblem("study", text, most == 0 ? "given without arguments" : $"given with at most {most} arguments ({labels})")]);
}
