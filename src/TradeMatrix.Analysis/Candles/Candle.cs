namespace TradeMatrix.Analysis.Candles;

/// <summary>One candle and its parts, in price units.</summary>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
public readonly record struct Candle(double Open, double High, double Low, double Close)
{
    /// <summary>Distance of open and close.</summary>
    public double Body => Math.Abs(Close - Open);

    /// <summary>Distance of high and low.</summary>
    public double Range => High - Low;

    /// <summary>Upper end of the body.</summary>
    public double Top => Math.Max(Open, Close);

    /// <summary>Lower end of the body.</summary>
    public double Bottom => Math.Min(Open, Close);

    /// <summary>Middle of the body.</summary>
    public double Middle => (Open + Close) / 2;

    /// <summary>From the body up to the high.</summary>
    public double UpperShadow => High - Top;

    /// <summary>From the body down to the low.</summary>
    public double LowerShadow => Bottom - Low;

    /// <summary>Whether it closed above its open.</summary>
    public bool IsRising => Close > Open;

    /// <summary>Whether it closed below its open.</summary>
    public bool IsFalling => Close < Open;

    /// <summary>Whether the body is at most a twentieth of the range.</summary>
    public bool IsDoji => Range > 0 && Body <= 0.05 * Range;
}
