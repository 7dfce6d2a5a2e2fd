using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>Where users want their alerts. Addresses and secrets go in and never come out again.</summary>
public sealed class AlertRoutes(Database database, SymbolStore symbols, IEnumerable<IAlertChannel> channels, TimeProvider clock)
{
    private const int Most = 20, LongestList = 50;

    private readonly Dictionary<string, IAlertChannel> _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The caller's routes, the oldest first, without addresses and secrets.</summary>
    public async Task<IReadOnlyList<AlertRoute>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        await database.ReadAsync(caller, db => Shown(db).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>A route of the caller's, without address and secret.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task<AlertRoute> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await database.ReadAsync(caller, db => Shown(db).FirstOrDefaultAsync(r => r.Id == id, cancellationToken), cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);

    /// <summary>Adds a route.</summary>
    /// <returns>The route, and the secret that was made up for a webhook, which is shown this once; null when there is none.</returns>
    /// <exception cref="ServiceException">Some of it is wrong, or there are too many already.</exception>
    public async Task<(AlertRoute Route, string? NewSecret)> AddAsync(Caller caller, AlertRouteDraft draft, CancellationToken cancellationToken)
    {
        var owner = caller.UserId ?? throw new ForbiddenException("user: a route must be a user's");
        var made = draft is { Channel: ChannelName.Webhook, Secret: null or "" } ? "whs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null;
        var row = new AlertRoute { Id = Guid.NewGuid(), UserId = owner, Channel = draft.Channel ?? "", Name = draft.Channel ?? "", CreatedAt = clock.GetUtcNow().UtcDateTime };
        Apply(row, draft with { Secret = made ?? draft.Secret }, await NamedAsync(caller, draft.Symbols, cancellationToken).ConfigureAwait(false));
        // Users have no right to write routes, so that no address is stored that was not looked at.
        await database.WriteAsync(Caller.Service, async db =>
        {
            if (await db.AlertRoutes.CountAsync(r => r.UserId == owner, cancellationToken).ConfigureAwait(false) >= Most)
                throw new ServiceException(ErrorCode.Conflict, $"routes: there must be no more than {Most}; remove one first");
            db.Add(row);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return (Without(row), made);
    }

    /// <summary>Changes a route of the caller's.</summary>
    /// <exception cref="ServiceException">Some of it is wrong, or there is no such route.</exception>
    public async Task<AlertRoute> UpdateAsync(Caller caller, Guid id, AlertRouteDraft draft, CancellationToken cancellationToken)
    {
        var names = await NamedAsync(caller, draft.Symbols, cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(Caller.Service, async db =>
        {
            var row = await db.AlertRoutes.FirstOrDefaultAsync(r => r.Id == id && r.UserId == caller.UserId, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);
            Apply(row, draft, names);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return Without(row);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a route of the caller's with its deliveries.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var removed = await database.WriteAsync(Caller.Service, db => db.AlertRoutes.Where(r => r.Id == id && r.UserId == caller.UserId).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (removed == 0) throw Unknown(id);
    }

    private static IQueryable<AlertRoute> Shown(TradeMatrixContext db) => db.AlertRoutes.Select(r => new AlertRoute
    {
        Id = r.Id, UserId = r.UserId, Name = r.Name, Channel = r.Channel, Hint = r.Hint, Kinds = r.Kinds, Severities = r.Severities, Symbols = r.Symbols,
        QuietFrom = r.QuietFrom, QuietTo = r.QuietTo, Zone = r.Zone, Enabled = r.Enabled, ConfirmedAt = r.ConfirmedAt, CreatedAt = r.CreatedAt,
    });

    private static AlertRoute Without(AlertRoute row) => new()
    {
        Id = row.Id, UserId = row.UserId, Name = row.Name, Channel = row.Channel, Hint = row.Hint, Kinds = row.Kinds, Severities = row.Severities, Symbols = row.Symbols,
        QuietFrom = row.QuietFrom, QuietTo = row.QuietTo, Zone = row.Zone, Enabled = row.Enabled, ConfirmedAt = row.ConfirmedAt, CreatedAt = row.CreatedAt,
    };

    internal static ServiceException Unknown(Guid id) => new(ErrorCode.NotFound, $"route: '{id}' must be a route of the caller's own");

    /// <summary>The symbols of names in any form, as alerts name them; null for a name that is none's.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> NamedAsync(Caller caller, IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        var named = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in (names ?? []).Take(LongestList)) named[name] = (await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false))?.Symbol;
        return named;
    }

    /// <summary>Changes a row and looks at the whole of it.</summary>
    private void Apply(AlertRoute row, AlertRouteDraft draft, IReadOnlyDictionary<string, string?> named)
    {
        var (problems, before) = (new List<SpecProblem>(), (row.Address, row.Secret));
        if (draft.Channel is { } channel && channel != row.Channel) problems.Add(new SpecProblem("channel", channel, $"{row.Channel}, as it was; add another route instead"));
        if (draft.Name is not null) row.Name = draft.Name.Trim();
        if (draft.Address is not null) row.Address = draft.Address.Trim();
        if (draft.Secret is not null) row.Secret = draft.Secret.Length > 0 ? draft.Secret : null;
        if (draft.Zone is not null) row.Zone = draft.Zone;
        if (draft.Enabled is { } enabled) row.Enabled = enabled;
        if (draft.QuietFrom is not null) row.QuietFrom = draft.QuietFrom.Length > 0 ? draft.QuietFrom : null;
        if (draft.QuietTo is not null) row.QuietTo = draft.QuietTo.Length > 0 ? draft.QuietTo : null;
        row.Kinds = ListOf("kinds", draft.Kinds, row.Kinds, AlertKind.All);
        row.Severities = ListOf("severities", draft.Severities, row.Severities, AlertSeverity.All);
        row.Symbols = SymbolsOf(draft.Symbols, row.Symbols);

        if (row.Name.Length is < 1 or > 80) problems.Add(new SpecProblem("name", row.Name, "1 to 80 characters long"));
        if (TimeZones.Find(row.Zone) is null) problems.Add(new SpecProblem("zone", row.Zone, "an IANA zone such as Europe/Berlin"));
        foreach (var (field, time) in ((string, string?)[])[("quiet_from", row.QuietFrom), ("quiet_to", row.QuietTo)])
        {
            if (time is not null && !QuietHours.IsTime(time)) problems.Add(new SpecProblem(field, time, QuietHours.Allowed));
        }
        if (row.QuietFrom is null != row.QuietTo is null || (row.QuietFrom is not null && row.QuietFrom == row.QuietTo))
            problems.Add(new SpecProblem("quiet_to", row.QuietTo ?? "missing", "given with quiet_from, and another time"));
        if (!_channels.TryGetValue(row.Channel, out var way)) problems.Add(new SpecProblem("channel", row.Channel.Length > 0 ? row.Channel : "missing", "one of " + string.Join(", ", ChannelName.All)));
        else if (row.Address.Length == 0) problems.Add(new SpecProblem("address", "missing", "given"));
        else problems.AddRange(way.Check(row.Address, row.Secret));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        row.Hint = way!.Hint(row.Address);
        if ((row.Address, row.Secret) != before)
        {
            // The person of an embedded installation is its operator.
            row.ConfirmedAt = way.SendsByOperator(row.Secret) && row.UserId != Caller.Local.UserId ? null : clock.GetUtcNow().UtcDateTime;
            (row.CodeHash, row.CodeExpiresAt) = (null, null);
        }

        string ListOf(string field, IReadOnlyList<string>? words, string before, IReadOnlyList<string> allowed)
        {
            if (words is null) return before;
            problems.AddRange(words.Where(w => !allowed.Contains(w, StringComparer.Ordinal)).Select(w => new SpecProblem(field, w, "some of " + string.Join(", ", allowed))));
            if (words.Count > LongestList) problems.Add(new SpecProblem(field, $"{words.Count} words", $"at most {LongestList}"));
            return string.Join(',', words.Distinct(StringComparer.Ordinal));
        }

        string SymbolsOf(IReadOnlyList<string>? names, string before)
        {
            if (names is null) return before;
            if (names.Count > LongestList) problems.Add(new SpecProblem("symbols", $"{names.Count} names", $"at most {LongestList}"));
            foreach (var name in names.Take(LongestList))
            {
                if (named.GetValueOrDefault(name) is null) problems.Add(new SpecProblem("symbols", name, "symbols or aliases in the database"));
                else if (named[name]!.Contains(',', StringComparison.Ordinal)) problems.Add(new SpecProblem("symbols", name, "names without commas"));
            }
            return string.Join(',', named.Values.Distinct(StringComparer.OrdinalIgnoreCase));
        }
    }
}
