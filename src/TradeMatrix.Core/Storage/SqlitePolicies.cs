using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TradeMatrix.Core.Storage;

/// <summary>
/// Stands in for PostgreSQL's policies on writes, as SQLite has no row-level security: triggers of the connection that know
/// its caller. As there, others' rows are passed over by updates and deletes, and rows for others are refused. Reads are
/// left to the filters of <see cref="TradeMatrixContext"/>.
/// </summary>
internal static class SqlitePolicies
{
    private const string OwnerOfSymbol = "SELECT user_id FROM main.market_symbols WHERE id = {0}.symbol_id";
    private const string OwnerOfSeries = "SELECT m.user_id FROM main.bar_series s JOIN main.market_symbols m ON m.id = s.symbol_id WHERE s.id = {0}.series_id";

    private const string ByUser = "EXISTS (SELECT 1 FROM temp.caller)";

    private static readonly string Script = string.Concat(
        Owned("market_symbols", "SELECT {0}.user_id"),
        Owned("symbol_aliases", OwnerOfSymbol),
        Owned("bar_series", OwnerOfSymbol),
        Owned("ohlc", OwnerOfSeries),
        Snapshots,
        OfService("profiles"), OfService("api_keys"), OfService("quota_counters"), OfService("chart_usage"), OfService("task_runs"), OfService("chart_analyses"), OfService("setups"), OfService("expired_chart_snapshots"),
        Subscriptions,
        OfService("alerts"), OfService("alert_cooldowns"), OfService("alert_routes"), OfService("alert_deliveries"),
        OwnedAndOf("trades", [("symbol_id", "market_symbols")]),
        Owned("trade_executions", "SELECT {0}.user_id"),
        OwnedAndOf("journal_entries", [("symbol_id", "market_symbols"), ("trade_id", "trades"), ("chart_snapshot_id", "chart_snapshots"), ("context_snapshot_id", "chart_snapshots")]),
        Owned("reports", "SELECT {0}.user_id"), On("UPDATE", "reports", ByUser, Refused("reports"), "_any"),
        // The last, so that the script runs again after it failed.
        "CREATE TEMP TABLE caller (user_id TEXT NOT NULL);");

    /// <summary>Snapshots may be of a symbol of the catalogue, and are never changed by a user.</summary>
    private static string Snapshots =>
        On("INSERT", "chart_snapshots", $"{Foreign("SELECT NEW.user_id")} OR EXISTS (SELECT 1 FROM temp.caller c WHERE NOT EXISTS (SELECT 1 FROM main.market_symbols m WHERE m.id = NEW.symbol_id AND (m.user_id IS NULL OR m.user_id = c.user_id)))", Refused("chart_snapshots"))
        + On("UPDATE", "chart_snapshots", ByUser, Refused("chart_snapshots"))
        + On("DELETE", "chart_snapshots", $"{Foreign("SELECT OLD.user_id")} AND EXISTS (SELECT 1 FROM main.market_symbols WHERE id = OLD.symbol_id)", "raise(IGNORE)");

    /// <summary>Subscriptions may be to a symbol of the catalogue.</summary>
    private static string Subscriptions => string.Concat(
        Owned("alert_subscriptions", "SELECT {0}.user_id"),
        On("INSERT", "alert_subscriptions", ForeignSymbol, Refused("alert_subscriptions"), "_symbol"),
        On("UPDATE", "alert_subscriptions", ForeignSymbol, Refused("alert_subscriptions"), "_symbol"));

    /// <summary>Whether a user works to whom the row's symbol is not shown.</summary>
    private const string ForeignSymbol = "EXISTS (SELECT 1 FROM temp.caller c WHERE NOT EXISTS (SELECT 1 FROM main.market_symbols m WHERE m.id = NEW.symbol_id AND (m.user_id IS NULL OR m.user_id = c.user_id)))";

    /// <summary>Begins to work for a caller.</summary>
    /// <param name="connection">A connection without a transaction, which would take the triggers back with it.</param>
    /// <param name="caller">The caller of all that follows on it.</param>
    public static async Task SetCallerAsync(SqliteConnection connection, Caller caller, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "SELECT count(*) FROM temp.sqlite_master WHERE name = 'caller'";
            if ((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! == 0)
            {
                command.CommandText = Script;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            command.CommandText = "DELETE FROM temp.caller";
            if (caller.UserId is { } user)
            {
                command.CommandText += "; INSERT INTO temp.caller VALUES (@user)";
                command.Parameters.AddWithValue("@user", user);
            }
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Rows that their owner writes. A row whose owner is gone already goes with the owner.</summary>
    private static string Owned(string table, string owner)
    {
        var (before, after) = (string.Format(CultureInfo.InvariantCulture, owner, "OLD"), string.Format(CultureInfo.InvariantCulture, owner, "NEW"));
        var foreign = $"EXISTS ({before}) AND {Foreign(before)}";
        return On("INSERT", table, Foreign(after), Refused(table))
            + On("UPDATE", table, $"({foreign}) OR {Foreign(after)}", $"CASE WHEN {foreign} THEN raise(IGNORE) ELSE {Refused(table)} END")
            + On("DELETE", table, foreign, "raise(IGNORE)");
    }

    /// <summary>Rows that their owner writes and that lead to rows of the owner's own, or to symbols of the catalogue.</summary>
    private static string OwnedAndOf(string table, IEnumerable<(string Column, string Target)> references) => Owned(table, "SELECT {0}.user_id")
        + string.Concat(references.SelectMany(r => ((string[])["INSERT", "UPDATE"]).Select(change => On(
            change, table, $"NEW.{r.Column} IS NOT NULL AND EXISTS (SELECT 1 FROM temp.caller c WHERE NOT EXISTS (SELECT 1 FROM main.{r.Target} t WHERE t.id = NEW.{r.Column} AND (t.user_id = c.user_id{(r.Target == "market_symbols" ? " OR t.user_id IS NULL" : "")})))",
            Refused(table), "_" + r.Column))));

    /// <summary>Rows that only the service writes.</summary>
    private static string OfService(string table) => string.Concat(((string[])["INSERT", "UPDATE", "DELETE"]).Select(change => On(change, table, ByUser, Refused(table))));

    private static string On(string change, string table, string condition, string answer, string rule = "") =>
        $"CREATE TEMP TRIGGER IF NOT EXISTS caller_{table}_{change}{rule} BEFORE {change} ON main.{table} WHEN {condition} BEGIN SELECT {answer}; END;\n";

    /// <summary>Whether a user works whose row it is not; for the service there is no caller, and nothing is foreign.</summary>
    private static string Foreign(string owner) => $"EXISTS (SELECT 1 FROM temp.caller WHERE user_id IS NOT ({owner}))";

    private static string Refused(string table) => $"raise(ABORT, '{table}: the row must be the caller''s own')";
}
