namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>How chart-img.com is reached.</summary>
/// <param name="Keys">API keys, used in turn; at least one.</param>
public sealed record ChartImgSettings(IReadOnlyList<string> Keys)
{
    /// <summary>Where the service is.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.chart-img.com");

    /// <summary>Longest wait for one call, its picture included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that failed on the way or at the service is repeated.</summary>
    public int Retries { get; init; } = 2;
}
