namespace TradeMatrix.Analysis.Setups;

/// <summary>Something that happened to a setup.</summary>
/// <param name="Kind">What.</param>
/// <param name="Time">Open time of the bar in which it happened, or the end of the validity, Unix milliseconds UTC.</param>
/// <param name="Price">Entry, new stop or exit; null for an end without trade.</param>
/// <param name="Outcome">What it came to, when it ended.</param>
public sealed record SetupEvent(SetupEventKind Kind, long Time, double? Price, SetupOutcome? Outcome = null);
