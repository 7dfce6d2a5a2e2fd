namespace TradeMatrix.Analysis.Trades;

/// <summary>How many trades ended in a range of R-multiples.</summary>
/// <param name="From">Lower end, included; negative infinity in the bin of all that lies below.</param>
/// <param name="To">Upper end, excluded; positive infinity in the bin of all that lies above.</param>
/// <param name="Count">Number of trades.</param>
public readonly record struct HistogramBin(double From, double To, int Count);
