using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Access;

/// <summary>
/// Keys to the API: <c>tm_</c> and 256 random bits in base64url. The database has their SHA-256 alone. A request costs no
/// query: good keys are remembered for <see cref="Freshness"/>, so that another process's revocation counts after that
/// time, and this process's at once.
/// </summary>
public sealed class ApiKeys(Database database, ServiceSettings settings, TimeProvider clock)
{
    /// <summary>How long another process's change may go unseen.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>What every key begins with.</summary>
    public const string Prefix = "tm_";

    private const int SecretBytes = 32, HintLength = 8, MostRemembered = 10_000;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(SecretBytes);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (VerifiedKey? Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, DateTime> _used = [];
    private int _revocations;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes a key.</summary>
    /// <param name="caller">Who makes it: the user for whom it is, or the service.</param>
    /// <param name="draft">The key to be.</param>
    /// <exception cref="ServiceException">A field of the draft is wrong.</exception>
    /// <exception cref="ForbiddenException">The caller may not make it.</exception>
    public async Task<NewApiKey> CreateAsync(Caller caller, ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        draft.Check(Now);
        if (!caller.IsService && draft.UserId != caller.UserId) throw new ForbiddenException("user: the key must be for the caller");
        if (!caller.IsService && !caller.IsAdmin && draft.Scopes.Contains(Scope.Admin, StringComparer.Ordinal)) throw new ForbiddenException("scope: only an admin may grant 'admin'");
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var row = new ApiKey
        {
            Id = Guid.NewGuid(), UserId = draft.UserId, Name = draft.Name.Trim(), Hint = text[..HintLength], Hash = HashOf(text),
            Scopes = string.Join(' ', Scope.All.Where(s => draft.Scopes.Contains(s, StringComparer.Ordinal))),
            Plan = Plan.Find(draft.Plan)!.Name, DailyLimit = draft.DailyLimit, PerSecondLimit = draft.PerSecondLimit, CreatedAt = Now, ExpiresAt = draft.ExpiresAt,
        };
        // Users have no right to write keys; what they may do is decided above.
        await database.WriteAsync(Caller.Service, async db =>
        {
            db.Add(row);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return new NewApiKey(text, InfoOf(row));
    }

    /// <summary>The caller's keys, all for the service, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Users have no right to read the hash.
        var rows = await database.ReadAsync(caller, db => db.ApiKeys.OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).Select(k => new ApiKey
        {
            Id = k.Id, UserId = k.UserId, Name = k.Name, Hint = k.Hint, Scopes = k.Scopes, Plan = k.Plan, DailyLimit = k.DailyLimit, PerSecondLimit = k.PerSecondLimit,
            CreatedAt = k.CreatedAt, ExpiresAt = k.ExpiresAt, LastUsedAt = k.LastUsedAt, RevokedAt = k.RevokedAt,
        }).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(InfoOf);
    }

    /// <summary>Ends a key for good.</summary>
    /// <returns>Whether the caller had such a key that was not revoked yet.</returns>
    public async Task<bool> RevokeAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        var revoked = await database.WriteAsync(Caller.Service, db => db.ApiKeys
            .Where(k => k.Id == id && k.RevokedAt == null && (caller.UserId == null || k.UserId == caller.UserId))
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), cancellationToken), cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // Who has read the row before does not remember it after.
            _revocations++;
            _known.Clear();
        }
        return revoked > 0;
    }

    /// <summary>Who holds a key; null when it is not good.</summary>
    /// <param name="key">The key as sent.</param>
    public async Task<VerifiedKey?> VerifyAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length != Length || !key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var hash = HashOf(key);
        var now = clock.GetUtcNow();
        int revocations;
        lock (_lock)
        {
            if (_known.TryGetValue(hash, out var known) && now < known.Until) return Use(known.Key, now.UtcDateTime);
            revocations = _revocations;
        }
        var row = await database.ReadAsync(Caller.Service, db => db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellationToken), cancellationToken).ConfigureAwait(false);
        var verified = row is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.Hash), Encoding.ASCII.GetBytes(hash)) ? VerifiedOf(row) : null;
        lock (_lock)
        {
            if (revocations == _revocations)
            {
                // Guesses of strangers must not fill the memory.
                if (_known.Count >= MostRemembered) _known.Clear();
                _known[hash] = (verified, now + Freshness);
            }
            return Use(verified, now.UtcDateTime);
        }
    }

    /// <summary>Writes down when keys were last used since the last call.</summary>
    public async Task SaveUseAsync(CancellationToken cancellationToken)
    {
        KeyValuePair<Guid, DateTime>[] used;
        lock (_lock) used = [.. _used];
        if (used.Length == 0) return;
        await database.WriteAsync(Caller.Service, async db =>
        {
            // In one order, so that two processes never wait for each other.
            foreach (var (id, at) in used.OrderBy(u => u.Key))
                await db.ApiKeys.Where(k => k.Id == id && (k.LastUsedAt == null || k.LastUsedAt < at)).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, at), cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            foreach (var (id, at) in used)
            {
                if (_used.GetValueOrDefault(id) == at) _used.Remove(id);
            }
        }
    }

    /// <summary>Notes a use, under the lock.</summary>
    private VerifiedKey? Use(VerifiedKey? key, DateTime now)
    {
        if (key is null || key.ExpiresAt <= now) return null;
        _used[key.Id] = now;
        return key;
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private VerifiedKey VerifiedOf(ApiKey row)
    {
        // A plan that is gone must not become an unlimited one.
        var plan = settings.PlanOf(row.Plan) ?? settings.Plans[1];
        var limits = plan.Limits with { PerDay = row.DailyLimit ?? plan.Limits.PerDay };
        if (row.PerSecondLimit is { } perSecond) limits = limits with { PerSecond = perSecond, Burst = null };
        return new VerifiedKey(row.Id, row.UserId!.Value, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), plan, limits, row.ExpiresAt);
    }

    private static ApiKeyInfo InfoOf(ApiKey row) => new(
        row.Id, row.UserId!.Value, row.Name, row.Hint, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Plan, row.DailyLimit, row.PerSecondLimit,
        row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt);
}
