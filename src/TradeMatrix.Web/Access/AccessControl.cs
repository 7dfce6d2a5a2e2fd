using System.Globalization;
using System.Net;
using System.Text;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Web.ChartImg;

namespace TradeMatrix.Web.Access;

/// <summary>
/// Finds out who makes a request, by key, token or, on one's own machine, by nothing; refuses those whom the endpoint does
/// not let in, and those who have asked too often.
/// </summary>
internal sealed class AccessControl(RequestDelegate next, ServiceSettings settings, ApiKeys keys, TokenVerifier tokens, RequestLimiter limiter)
{
    private static readonly string[] OfProxies = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>() is { } needed)
        {
            var identity = await IdentifyAsync(context).ConfigureAwait(false);
            if (!identity.Scopes.Contains(needed.Scope, StringComparer.Ordinal)) throw new ServiceException(ErrorCode.Forbidden, $"authorization: the scope '{needed.Scope}' must be granted");
            var decision = limiter.Check(identity.LimitKey, identity.Limits);
            Tell(context.Response.Headers, decision);
            context.Features.Set(decision);
            if (!decision.Allowed)
                throw new ServiceException(ErrorCode.RateLimitExceeded, $"requests: the limit of the {(decision.Refusal == QuotaRefusal.Second ? "second" : "day")} must not be exceeded") { RetryAfter = decision.RetryAfter };
            context.Features.Set(identity);
        }
        await next(context).ConfigureAwait(false);
    }

    private async Task<Identity> IdentifyAsync(HttpContext context)
    {
        if (CredentialOf(context.Request) is not { } credential)
            return IsLocal(context) ? Identity.Local : throw new ServiceException(ErrorCode.Unauthorized, "authorization: an API key or a bearer token must be given");
        if (credential.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal))
            return await keys.VerifyAsync(credential, context.RequestAborted).ConfigureAwait(false) is { } key ? Identity.Of(key) : throw new ServiceException(ErrorCode.Unauthorized, "authorization: the API key is refused: it must exist and be neither revoked nor expired");
        // A client that was written for chart-img.com sends its key there; at one's own machine it opens no more than none would.
        if (!tokens.IsConfigured && context.GetEndpoint()?.Metadata.GetMetadata<ChartImgVersion>() is not null && IsLocal(context)) return Identity.Local;
        if (!tokens.IsConfigured) throw new ServiceException(ErrorCode.Unauthorized, "authorization: an API key of this server must be given; it takes no tokens");
        return Identity.Of(await tokens.VerifyAsync(credential, context.RequestAborted).ConfigureAwait(false), settings.PlanOf(settings.TokenPlan)!);
    }

    private static string? CredentialOf(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<SignInByBrowser>() is not null && PasswordOf(request) is { } password) return password;
        if (request.Headers.Authorization.ToString() is { Length: > 0 } header)
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : throw new ServiceException(ErrorCode.Unauthorized, "authorization: the header must be 'Bearer KEY'");
        if (request.Headers["x-api-key"].ToString() is { Length: > 0 } key) return key;
        return request.Query["key"].ToString() is { Length: > 0 } inQuery ? inQuery : null;
    }

    /// <summary>The key that a person gave to the browser; null when none was given.</summary>
    private static string? PasswordOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var pair = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), pair, out var length)) throw new ServiceException(ErrorCode.Unauthorized, "authorization: the header must be Base64 after 'Basic'");
        var text = Encoding.UTF8.GetString(pair, 0, length);
        return text[(text.IndexOf(':') + 1)..];
    }

    private static void Tell(IHeaderDictionary headers, LimitDecision decision)
    {
        if (decision.Limits.PerDay is { } perDay)
        {
            headers["X-RateLimit-Limit"] = perDay.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = decision.DayRemaining?.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = new DateTimeOffset(decision.ResetAt).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Limit-Daily"] = perDay.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining-Daily"] = decision.DayRemaining?.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset-Daily"] = decision.ResetAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        if (decision.Limits.PerSecond is not { } perSecond) return;
        headers["X-RateLimit-Limit-Second"] = perSecond.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining-Second"] = decision.SecondRemaining?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether the one person of an embedded installation asks from this machine, and not through a proxy on it. A web page of another site must not do so in
    /// the person's browser: its requests name the site's host, or say that they cross sites.
    /// </summary>
    private bool IsLocal(HttpContext context)
    {
        var request = context.Request;
        return settings.IsEmbedded
            && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && settings.PublicUrl is null && !Array.Exists(OfProxies, name => request.Headers.ContainsKey(name))
            // What nginx speaks to servers behind it when it is told no more than their address.
            && request.Protocol != HttpProtocol.Http10
            && (request.Host.Host is "localhost" or "[::1]" || (IPAddress.TryParse(request.Host.Host, out var host) && IPAddress.IsLoopback(host)))
            && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host}");
    }
}
