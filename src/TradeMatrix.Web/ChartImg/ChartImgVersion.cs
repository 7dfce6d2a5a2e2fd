namespace TradeMatrix.Web.ChartImg;

/// <summary>The version of chart-img.com's API to which an endpoint belongs, and so the form of its errors.</summary>
/// <param name="Number">1, 2 or 3.</param>
internal sealed record ChartImgVersion(int Number)
{
    public static ChartImgVersion V1 { get; } = new(1);

    public static ChartImgVersion V2 { get; } = new(2);

    public static ChartImgVersion V3 { get; } = new(3);
}
