namespace TradeMatrix.Charting.Spec;

/// <summary>One positional argument of a <see cref="StudyCode"/>.</summary>
/// <param name="Keys">Inputs that the argument sets; more than one where the code has one value for several.</param>
/// <param name="Default">Text of the default.</param>
/// <param name="Choices">What <c>true</c> and <c>false</c> stand for, where the input takes words; else null.</param>
public sealed record StudyCodeArgument(IReadOnlyList<string> Keys, string Default, (string True, string False)? Choices);
