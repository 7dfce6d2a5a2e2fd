namespace TradeMatrix.Charting.Layout;

/// <summary>A labelled position on a scale, with a grid line.</summary>
/// <param name="Position">y on a price scale, x on the time scale; pixels.</param>
/// <param name="Content">The label.</param>
/// <param name="IsMajor">Whether a larger unit begins here (a month among days).</param>
public sealed record ScaleTick(double Position, string Content, bool IsMajor = false);
