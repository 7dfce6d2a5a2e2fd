namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>A picture drawn by chart-img.com.</summary>
/// <param name="Bytes">The file, checked to be whole and of the size asked for.</param>
/// <param name="ContentType"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Key">Index of the API key that paid for it.</param>
public sealed record UpstreamPicture(byte[] Bytes, string ContentType, int Key);
