namespace TradeMatrix.Charting.Spec;

/// <summary>Which hours of an intraday series are shown.</summary>
public enum SessionFilter
{
    /// <summary>The exchange's regular hours.</summary>
    Regular,

    /// <summary>Also pre- and post-market, on a darker ground.</summary>
    Extended,
}
