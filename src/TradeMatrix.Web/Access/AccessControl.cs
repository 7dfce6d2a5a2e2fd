using System.Net;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Web.Access;

/// <summary>Finds out who makes a request, and refuses those whom the endpoint does not let in.</summary>
internal sealed class AccessControl(RequestDelegate next, ServiceSettings settings)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>() is { } needed)
        {
            var identity = IsLocal(context) ? Identity.Local : throw new ServiceException(ErrorCode.Unauthorized, "authorization: an API key or a bearer token must be given");
            if (!identity.Scopes.Contains(needed.Scope, StringComparer.Ordinal)) throw new ServiceException(ErrorCode.Forbidden, $"authorization: the scope '{needed.Scope}' must be granted");
            context.Features.Set(identity);
        }
        await next(context).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether the one person of an embedded installation asks from this machine. A web page of another site must not do so in
    /// the person's browser: its requests name the site's host, or say that they cross sites.
    /// </summary>
    private bool IsLocal(HttpContext context)
    {
        var request = context.Request;
        return settings.IsEmbedded
            && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && request.Headers["X-Forwarded-For"].Count == 0 && request.Headers["Forwarded"].Count == 0
            && (request.Host.Host is "localhost" or "[::1]" || (IPAddress.TryParse(request.Host.Host, out var host) && IPAddress.IsLoopback(host)))
            && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host}");
    }
}
