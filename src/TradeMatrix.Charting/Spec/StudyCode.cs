namespace TradeMatrix.Charting.Spec;

/// <summary>A short name of a study with positional arguments, such as <c>BB:20,close,2</c>.</summary>
/// <param name="Code">The code, upper case.</param>
/// <param name="Arguments">Input keys and defaults, in the order of the arguments.</param>
/// <param name="Override">Keys of the look that the code implies.</param>
public sealed record StudyCode(string Code, IReadOnlyList<StudyCodeArgument> Arguments, IReadOnlyDictionary<string, SettingValue> Override);
