namespace TradeMatrix.Analysis.Risk;

/// <summary>An open trade, as far as its risk is concerned.</summary>
/// <param name="Symbol">What is traded.</param>
/// <param name="Side">Which way.</param>
/// <param name="Entry">Price of the entry.</param>
/// <param name="Stop">The stop as it stands now; null when there is none: then the whole position is at risk.</param>
/// <param name="Size">Units.</param>
public sealed record OpenPosition(string Symbol, Side Side, double Entry, double? Stop, double Size)
{
    /// <summary>What is lost at the stop, money; nothing once the stop has passed the entry.</summary>
    public double Risk => Stop is { } stop ? Size * Math.Max(0, Side.Gain(stop, Entry)) : Size * Entry;
}
