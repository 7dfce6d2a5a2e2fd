namespace TradeMatrix.Core.Alerts;

/// <summary>How a kind of alert reads when its draft does not say.</summary>
/// <param name="Kind">Of <see cref="AlertKind.All"/>.</param>
/// <param name="Level">The level it is of; null for any.</param>
/// <param name="Icon">A sign of its colour.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">What it means.</param>
/// <param name="Action">What to do.</param>
/// <param name="Severity">How much it matters.</param>
public sealed record AlertText(string Kind, string? Level, string Icon, string Title, string Text, string Action, string Severity);
