using System.Text;

namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>A bucket of an S3-compatible service.</summary>
/// <param name="Endpoint">Address of the service; the bucket is named in the path.</param>
/// <param name="Bucket">The bucket, which exists.</param>
/// <param name="AccessKey">Access key.</param>
/// <param name="SecretKey">Secret key.</param>
public sealed record S3BlobSettings(Uri Endpoint, string Bucket, string AccessKey, string SecretKey)
{
    /// <summary>Region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>What stands before every key, such as <c>charts/</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Longest wait for one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Leaves the keys out of the text.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Endpoint = ").Append(Endpoint).Append(", Bucket = ").Append(Bucket).Append(", Prefix = ").Append(Prefix);
        return true;
    }
}
