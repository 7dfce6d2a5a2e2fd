namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>An answer of chart-img.com that is passed on.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record UpstreamAnswer(int Status, byte[] Body, string ContentType)
{
    /// <summary>What the service says of a failure.</summary>
    public string Message { get; init; } = "";
}
