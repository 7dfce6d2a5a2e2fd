namespace TradeMatrix.Core.Feeds.Http;

/// <summary>Reads an answer's body within the attempt, so that time-outs and repeats hold for a slow or broken one too.</summary>
internal sealed class BodyReader : DelegatingHandler
{
    /// <summary>Largest body after decompression, bytes.</summary>
    public const int Largest = 16 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(Largest, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
