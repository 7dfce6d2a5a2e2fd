namespace TradeMatrix.Core.Journal;

/// <summary>Something that a rule found in a trade.</summary>
/// <param name="Code">The rule, such as <c>exit_beyond_stop</c>.</param>
/// <param name="Text">What was found, one sentence with its figures.</param>
/// <param name="IsBreach">Whether it goes against the rules, and is not just worth a note.</param>
public sealed record TradeFact(string Code, string Text, bool IsBreach);
