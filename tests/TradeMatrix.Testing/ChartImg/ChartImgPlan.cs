namespace TradeMatrix.Testing.ChartImg;

/// <summary>What a plan of chart-img.com allows.</summary>
/// <param name="PerSecond">Calls a second that are refilled.</param>
/// <param name="Burst">Calls at once.</param>
/// <param name="PerDay">Calls a UTC day.</param>
/// <param name="MaxWidth">Largest width, pixels.</param>
/// <param name="MaxHeight">Largest height, pixels.</param>
/// <param name="MaxParameters">Most studies and drawings of one v2 request, together.</param>
/// <param name="StorageDays">Life of a stored picture.</param>
public sealed record ChartImgPlan(int PerSecond, int Burst, int PerDay, int MaxWidth, int MaxHeight, int MaxParameters, int StorageDays)
{
    /// <summary>The free plan.</summary>
    public static ChartImgPlan Basic { get; } = new(1, 3, 50, 800, 600, 3, 14);

    /// <summary>PRO.</summary>
    public static ChartImgPlan Pro { get; } = new(10, 15, 500, 1920, 1080, 5, 30);

    /// <summary>MEGA.</summary>
    public static ChartImgPlan Mega { get; } = new(15, 25, 1000, 1920, 1600, 10, 60);

    /// <summary>ULTRA.</summary>
    public static ChartImgPlan Ultra { get; } = new(35, 50, 3000, 2048, 1920, 25, 90);
}
