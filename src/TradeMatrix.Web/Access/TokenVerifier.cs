using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Web.Access;

/// <summary>
/// Checks bearer tokens (JWT): signed by a secret (HS256) or by a key of the issuer's key set (RS256, ES256), not expired,
/// for a signed-in user. Claims are believed only under a good signature, and never make anyone more than a user.
/// </summary>
public sealed class TokenVerifier(ServiceSettings settings, IHttpClientFactory http, TimeProvider clock) : IDisposable
{
    /// <summary>Name of the HTTP client that fetches the key set.</summary>
    internal const string HttpClientName = "jwks";

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10), SoonestRefresh = TimeSpan.FromSeconds(30), Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SymmetricSecurityKey? _secret = settings.JwtSecret is { } secret ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)) : null;
    private readonly Uri? _keySetAddress = settings.JwksUrl ?? (settings.SupabaseUrl is { } url ? new Uri(url, "/auth/v1/.well-known/jwks.json") : null);
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile KeySet _keySet = new([], DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>Keys of the issuer as last fetched, and when that was last tried.</summary>
    private sealed record KeySet(IReadOnlyList<SecurityKey> Keys, DateTimeOffset FetchedAt, DateTimeOffset TriedAt)
    {
        public bool Has(string keyId) => Keys.Any(k => k.KeyId == keyId);
    }

    /// <summary>Whether any token can be good here.</summary>
    public bool IsConfigured => _secret is not null || _keySetAddress is not null;

    /// <summary>The user of a token.</summary>
    /// <param name="token">The token as sent.</param>
    /// <exception cref="ServiceException">The token is not good; it says why.</exception>
    public async Task<Guid> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token)) throw Bad("it must be a signed JWT");
        string algorithm, keyId;
        try
        {
            var read = _handler.ReadJsonWebToken(token);
            (algorithm, keyId) = (read.Alg, read.Kid ?? "");
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw Bad("it must be a signed JWT");
        }
        var keys = algorithm == SecurityAlgorithms.HmacSha256 ? _secret is null ? [] : [_secret] : await KeySetAsync(keyId, cancellationToken).ConfigureAwait(false);
        // The keys of an issuer that serves many sign for all of them: its tokens must be of the right one and for us.
        var isOfOther = algorithm != SecurityAlgorithms.HmacSha256 && settings.JwksUrl is not null;
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            // A public key must never serve as the secret of HS256: each kind of key has its own algorithms.
            ValidAlgorithms = algorithm == SecurityAlgorithms.HmacSha256 ? [SecurityAlgorithms.HmacSha256] : [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateAudience = isOfOther,
            ValidAudience = settings.JwtAudience,
            ValidateIssuer = isOfOther || settings.SupabaseUrl is not null,
            ValidIssuer = isOfOther ? settings.JwtIssuer : settings.SupabaseUrl is { } url ? new Uri(url, "/auth/v1").AbsoluteUri : null,
            LifetimeValidator = (from, to, _, _) => to is { } end && end.Add(Skew) > clock.GetUtcNow().UtcDateTime && (from is not { } start || start.Subtract(Skew) <= clock.GetUtcNow().UtcDateTime),
        }).ConfigureAwait(false);
        if (!result.IsValid) throw Bad(result.Exception switch
        {
            SecurityTokenInvalidLifetimeException => "it must not have expired",
            SecurityTokenInvalidIssuerException or SecurityTokenInvalidAudienceException => "its issuer and its audience must be those that this server trusts",
            _ => "its signature must be good",
        });
        if (result.Claims.TryGetValue("role", out var role) && role is not "authenticated") throw Bad("its role must be authenticated");
        return result.Claims.TryGetValue("sub", out var sub) && Guid.TryParse(sub as string, out var user) && user != Guid.Empty ? user : throw Bad("its subject must be a user's UUID");
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    private async Task<IReadOnlyList<SecurityKey>> KeySetAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_keySetAddress is null) return [];
        var set = _keySet;
        var now = clock.GetUtcNow();
        if (set.Has(keyId) && now - set.FetchedAt < Freshness) return set.Keys;
        // An unknown key asks for a fresh set, but not for each forged token, nor again while the issuer is away.
        if (now - set.TriedAt >= SoonestRefresh) set = await RefreshAsync(set, cancellationToken).ConfigureAwait(false);
        if (!set.Has(keyId) && set.TriedAt > set.FetchedAt) throw new ServiceException(ErrorCode.Unauthorized, "authorization: the issuer's keys cannot be fetched now; try again") { RetryAfter = SoonestRefresh };
        return set.Keys;
    }

    private async Task<KeySet> RefreshAsync(KeySet old, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_keySet != old) return _keySet;
            using var client = http.CreateClient(HttpClientName);
            var fetched = new JsonWebKeySet(await client.GetStringAsync(_keySetAddress, cancellationToken).ConfigureAwait(false));
            var now = clock.GetUtcNow();
            return _keySet = new KeySet([.. fetched.GetSigningKeys()], now, now);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ArgumentException && !cancellationToken.IsCancellationRequested)
        {
            return _keySet = old with { TriedAt = clock.GetUtcNow() };
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private static ServiceException Bad(string why) => new(ErrorCode.Unauthorized, $"authorization: the token is refused: {why}");
}
