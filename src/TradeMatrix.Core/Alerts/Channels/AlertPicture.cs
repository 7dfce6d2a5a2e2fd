namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>The chart of an alert.</summary>
/// <param name="Bytes">A PNG.</param>
/// <param name="AltText">What it shows, in one sentence.</param>
/// <param name="SnapshotId">The snapshot it is kept as.</param>
/// <param name="Url">Where anyone sees it; null unless <c>PUBLIC_URL</c> is set.</param>
public sealed record AlertPicture(byte[] Bytes, string AltText, Guid SnapshotId, Uri? Url)
{
    /// <summary>What the file is called.</summary>
    public const string FileName = "chart.png";

    /// <summary>What the file is.</summary>
    public const string MediaType = "image/png";
}
