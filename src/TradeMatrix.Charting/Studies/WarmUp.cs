using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>Usual warm-up lengths.</summary>
internal static class WarmUp
{
    /// <summary>The whole series from its first bar, for running totals.</summary>
    public static readonly Func<Settings, int> All = static _ => int.MaxValue;

    /// <summary>
    /// Bars in which a stop that trails so many average ranges behind has almost surely been met, so that its start is forgotten: a random walk
    /// covers a distance in time as its square.
    /// </summary>
    public static int Trailing(double ranges) => 500 + (int)Math.Min(20 * ranges * ranges, 20_000);

    /// <summary>Bars after which an exponential average with factor 2/(n+1) has forgotten its start to 1e-10: ln(1e10)/2 is 11.5.</summary>
    public static int Exponential(int length) => length + (int)Math.Min(12L * (length + 1), 200_000);

    /// <summary>Bars after which Wilder's smoothing with factor 1/n has forgotten its start to 1e-10.</summary>
    public static int Wilder(int length) => length + (int)Math.Min(24L * length, 200_000);

    /// <summary>Bars needed by the average that a method input names, as <see cref="MovingAverages.ByName"/> knows them.</summary>
    public static int ByName(string method, int length) => method switch
    {
        "EMA" or "Exponential" => Exponential(length),
        "RMA" or "Wilder Smoothing" => Wilder(length),
        _ => length,
    };
}
