using Microsoft.Net.Http.Headers;
using TradeMatrix.Core;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Charts;

/// <summary>
/// Stored pictures: <c>/snapshots/{id}.png</c>. Whoever knows the address may see the picture; it cannot be guessed. The
/// picture behind it never changes.
/// </summary>
internal static class SnapshotFileEndpoint
{
    private static readonly TimeSpan LongestCopy = TimeSpan.FromDays(1);

    public static void MapSnapshotFiles(this IEndpointRouteBuilder app) =>
        app.MapMethods("/snapshots/{file}", ["GET", "HEAD"], GetAsync).WithTags("Snapshots").WithSummary("A stored picture").WithDescription("Needs no key: the address cannot be guessed.").AnswersPicture();

    internal static async Task<IResult> GetAsync(HttpContext context, string file, SnapshotStore snapshots, TimeProvider clock)
    {
        var dot = file.IndexOf('.');
        var picture = dot > 0 && Guid.TryParseExact(file.AsSpan(0, dot), "D", out var id) ? await snapshots.OpenAsync(id, context.RequestAborted).ConfigureAwait(false) : null;
        if (picture?.Bytes is null && picture?.ExpiresAt <= clock.GetUtcNow().UtcDateTime) throw new ServiceException(ErrorCode.Gone, "snapshot: it must not have expired");
        if (picture?.Bytes is not { } bytes || file[(dot + 1)..] != picture.Format) throw new ServiceException(ErrorCode.NotFound, $"snapshot: '{file}' must be the file of a snapshot");
        // A deletion and an expiry must be seen, so that no copy outlives a day or the picture's time, and none lies in a shared cache.
        var left = picture.ExpiresAt - clock.GetUtcNow().UtcDateTime;
        context.Response.Headers.CacheControl = $"private, max-age={(long)(left < LongestCopy ? left : LongestCopy).TotalSeconds}";
        return Results.Bytes(bytes, MediaTypes.Of(picture.Format), entityTag: new EntityTagHeaderValue($"\"{picture.ContentHash}\""));
    }
}
