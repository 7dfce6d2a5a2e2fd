using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>Blobs in a bucket of any S3-compatible service.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _s3;
    private readonly S3BlobSettings _settings;

    /// <summary>Makes the store; nothing is sent yet.</summary>
    public S3BlobStore(S3BlobSettings settings)
    {
        _settings = settings;
        _s3 = new AmazonS3Client(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), new AmazonS3Config
        {
            ServiceURL = settings.Endpoint.AbsoluteUri,
            AuthenticationRegion = settings.Region,
            ForcePathStyle = true,
            Timeout = settings.Timeout,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 2,
            // The checksums that the SDK would add by itself are not known to every compatible service; the signature covers the bytes.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <summary>Blobs asked for at once in a list; a thousand is the most that S3 gives.</summary>
    internal int PageSize { get; init; } = 1000;

    /// <inheritdoc/>
    public async Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = _settings.Bucket, Key = name, InputStream = content, ContentType = contentType, UseChunkEncoding = false };
        await _s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        try
        {
            using var answer = await _s3.GetObjectAsync(_settings.Bucket, name, cancellationToken).ConfigureAwait(false);
            var bytes = new byte[answer.ContentLength];
            await answer.ResponseStream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        try
        {
            await _s3.GetObjectMetadataAsync(_settings.Bucket, name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => _s3.DeleteObjectAsync(_settings.Bucket, NameOf(key), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = _s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = _settings.Bucket, Prefix = _settings.Prefix, MaxKeys = PageSize });
        await foreach (var item in pages.S3Objects.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var key = item.Key[_settings.Prefix.Length..];
            if (BlobKey.IsKey(key)) yield return new BlobEntry(key, item.Size ?? 0, new DateTimeOffset(item.LastModified.GetValueOrDefault().ToUniversalTime()));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _s3.Dispose();

    private string NameOf(string key) => _settings.Prefix + BlobKey.Check(key);
}
