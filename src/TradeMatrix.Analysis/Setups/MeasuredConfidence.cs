namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// A setup's confidence as it was measured: the share of its trades that won, how many there were, and how sure the share is. Ten trades
/// say little, so the rate is never shown without the number.
/// </summary>
/// <param name="Hits">Trades won.</param>
/// <param name="Trades">Trades won and lost; breakevens do not count.</param>
public readonly record struct MeasuredConfidence(int Hits, int Trades)
{
    /// <summary>Two-sided 95 % of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Share of the trades that won, 0 to 1; null without trades.</summary>
    public double? Rate => Trades == 0 ? null : Hits / (double)Trades;

    /// <summary>Lower end of the 95 % interval of Edwin Wilson (1927), 0 to 1; null without trades.</summary>
    public double? Low => Trades == 0 ? null : Math.Max(0, Middle - HalfWidth);

    /// <summary>Upper end of that interval.</summary>
    public double? High => Trades == 0 ? null : Math.Min(1, Middle + HalfWidth);

    private double Middle => ((Hits / (double)Trades) + (Z * Z / (2 * Trades))) / (1 + (Z * Z / Trades));

    private double HalfWidth
    {
        get
        {
            var rate = Hits / (double)Trades;
            return Z * Math.Sqrt((rate * (1 - rate) / Trades) + (Z * Z / (4.0 * Trades * Trades))) / (1 + (Z * Z / Trades));
        }
    }
}
