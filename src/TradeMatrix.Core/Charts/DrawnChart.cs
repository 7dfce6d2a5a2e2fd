namespace TradeMatrix.Core.Charts;

/// <summary>A picture as a provider made it.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Format">Its extension: png, jpeg, webp, svg or pdf.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Provider">Who drew it.</param>
/// <param name="RenderMs">How long that took.</param>
/// <param name="AltText">What it shows, in one sentence; empty when the provider does not say.</param>
/// <param name="DataAsOf">Open time of the last bar in it; when it was fetched, for an upstream picture. UTC.</param>
public sealed record DrawnChart(byte[] Bytes, string Format, int Width, int Height, string Provider, double RenderMs, string AltText, DateTime DataAsOf)
{
    /// <summary>SHA-256 of the bytes, hex.</summary>
    public string ETag { get; init; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes));
}
