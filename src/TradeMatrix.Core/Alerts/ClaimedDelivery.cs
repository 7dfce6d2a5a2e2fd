namespace TradeMatrix.Core.Alerts;

/// <summary>A delivery that this process sends.</summary>
/// <param name="Delivery">With its alert.</param>
/// <param name="Route">The user's route; null for the installation's own.</param>
/// <param name="Picture">The delivery of the picture that may go with these words; null when there is none, or it has gone.</param>
/// <param name="WordsReceipt">How the receiver named the words, for a picture that follows them.</param>
internal sealed record ClaimedDelivery(AlertDelivery Delivery, AlertRoute? Route, Guid? Picture, string? WordsReceipt);
