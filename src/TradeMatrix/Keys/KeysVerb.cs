using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Keys;

/// <summary><c>tradematrix keys</c>: keys to the API.</summary>
internal sealed class KeysVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _name = new("name") { Description = "What the key is for." };
    private readonly Argument<string> _id = new("id") { Description = "Id of the key, from tradematrix keys list." };
    private readonly Option<string[]> _scope = new("--scope") { Description = "What it allows: read, write, admin, separated by commas. Default: read,write.", HelpName = "scopes" };
    private readonly Option<string> _plan = new("--plan") { Description = "Plan, whose limits it has. Default: unlimited.", HelpName = "name" };
    private readonly Option<string> _daily = new("--daily") { Description = "Requests a day (UTC), in place of the plan's.", HelpName = "count" };
    private readonly Option<string> _perSecond = new("--per-second") { Description = "Requests a second, in place of the plan's.", HelpName = "count" };
    private readonly Option<string> _expires = new("--expires") { Description = "How long it is good, such as 12h, 90d or 52w. Default: until it is revoked.", HelpName = "time" };
    private readonly Option<string> _user = new("--user") { Description = "Id (UUID) of the user it stands for. Default: the one of an embedded installation.", HelpName = "id" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var keys = new KeysVerb();
        var verb = new Verb("keys", "Makes, lists and revokes keys to the API.", "tradematrix keys add dashboard --scope read", "tradematrix keys list");
        var add = new Verb("add", "Makes a key and prints it. It cannot be shown again.",
            "tradematrix keys add dashboard --scope read --expires 90d",
            "tradematrix keys add team --plan pro --daily 200");
        foreach (var symbol in (Symbol[])[keys._name, keys._scope, keys._plan, keys._daily, keys._perSecond, keys._expires, keys._user, keys._json])
        {
            if (symbol is Argument argument) add.Add(argument);
            else add.Add((Option)symbol);
        }
        add.SetAction((result, cancel) => keys.AddAsync(new OptionReader(result), result.GetValue(keys._name)!, terminal, cancel));
        verb.Add(add);

        var list = new Verb("list", "Lists all keys, without the keys themselves.", "tradematrix keys list --json") { keys._json };
        list.SetAction((result, cancel) => RunAsync(store => ListAsync(store, new OptionReader(result).Flag(keys._json), terminal, cancel), cancel));
        verb.Add(list);

        var revoke = new Verb("revoke", "Ends a key for good. A running server lets it in no longer than half a minute.", "tradematrix keys revoke 0b9ff1ce-…") { keys._id };
        revoke.SetAction((result, cancel) => RunAsync(async store =>
        {
            var text = result.GetValue(keys._id)!;
            if (!Guid.TryParse(text, out var id)) throw new UsageException($"id: '{text}' must be the id (UUID) of a key");
            if (!await store.RevokeAsync(Caller.Service, id, cancel).ConfigureAwait(false)) throw new FailureException($"{text}: no such key, or revoked before");
            await terminal.Out.WriteLineAsync($"{id}: revoked").ConfigureAwait(false);
        }, cancel));
        verb.Add(revoke);
        return verb;
    }

    private Task<int> AddAsync(OptionReader reader, string name, Terminal terminal, CancellationToken cancellationToken)
    {
        var draft = new ApiKeyDraft(reader.Caller(_user).UserId!.Value, name) { DailyLimit = reader.Int(_daily, 0, int.MaxValue), PerSecondLimit = reader.Int(_perSecond, 0, int.MaxValue) };
        if (reader.Text(_plan) is { } plan) draft = draft with { Plan = plan };
        if (LifetimeOf(reader) is { } lifetime) draft = draft with { ExpiresAt = TimeProvider.System.GetUtcNow().UtcDateTime + lifetime };
        if (reader.Texts(_scope) is { Length: > 0 } scopes)
            draft = draft with { Scopes = [.. scopes.SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(s => s.ToLowerInvariant())] };
        reader.ThrowIfWrong();
        return RunAsync(async store =>
        {
            var (text, row) = await store.CreateAsync(Caller.Service, draft, cancellationToken).ConfigureAwait(false);
            await terminal.Out.WriteLineAsync(reader.Flag(_json)
                ? JsonSerializer.Serialize(new { key = text, row.Id, row.Name, row.UserId, row.Scopes, row.Plan, row.DailyLimit, row.PerSecondLimit, row.CreatedAt, row.ExpiresAt }, Json)
                : $"""
                   key:     {text}
                   id:      {row.Id}
                   allows:  {string.Join(", ", row.Scopes)}
                   expires: {(row.ExpiresAt is { } end ? Time(end) : "never")}
                   Keep the key now: it cannot be shown again.
                   """).ConfigureAwait(false);
        }, cancellationToken);
    }

    private static async Task ListAsync(ApiKeys store, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(Caller.Service, cancellationToken).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(all, Json)).ConfigureAwait(false);
        else
            ConsoleTable.Write(terminal.Output, terminal.Width,
                [("id", false), ("name", false), ("key", false), ("user", false), ("allows", false), ("plan", false), ("a day", true), ("a second", true), ("last used", false), ("", false)],
                all.Select(k => (string[])[$"{k.Id}", k.Name, k.Hint + "…", $"{k.UserId}", string.Join(", ", k.Scopes), k.Plan, $"{k.DailyLimit}", $"{k.PerSecondLimit}", k.LastUsedAt is { } used ? Time(used) : "never", StateOf(k, now)]));
    }

    private static string StateOf(ApiKeyInfo key, DateTime now) => key switch
    {
        { RevokedAt: { } at } => $"revoked {Time(at)}",
        { ExpiresAt: { } end } => $"{(end <= now ? "expired" : "expires")} {Time(end)}",
        _ => "",
    };

    private TimeSpan? LifetimeOf(OptionReader reader)
    {
        if (reader.Text(_expires) is not { } text) return null;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000)
        {
            switch (text[^1])
            {
                case 'h': return TimeSpan.FromHours(count);
                case 'd': return TimeSpan.FromDays(count);
                case 'w': return TimeSpan.FromDays(7 * count);
            }
        }
        reader.Add(_expires, text, "a number from 1 to 10000 of hours, days or weeks, such as 12h, 90d or 52w");
        return null;
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static Task<int> RunAsync(Func<ApiKeys, Task> work, CancellationToken cancellationToken) => ServiceCommand.RunAsync(async settings =>
    {
        var database = new Database(settings);
        await using (database.ConfigureAwait(false))
        {
            var migrator = new Migrator(database);
            if (settings.IsEmbedded)
                migrator.Migrate();
            else
                await migrator.RequireAllAsync(cancellationToken).ConfigureAwait(false);
            await work(new ApiKeys(database, settings, TimeProvider.System)).ConfigureAwait(false);
            return ExitCode.Good;
        }
    });
}
