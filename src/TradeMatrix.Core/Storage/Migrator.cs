using System.Data.Common;
using System.Globalization;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TradeMatrix.Core.Storage;

/// <summary>Brings the schema up by its numbered scripts, each in a transaction, and back down by their rollback scripts.</summary>
public sealed class Migrator(Database database)
{
    private const string Journal = "schema_versions";
    private const string RollbackFolder = "rollback/";
    private readonly string _folder = database.IsPostgres ? "postgres/" : "sqlite/";

    /// <summary>All scripts, and which of them the database has.</summary>
    public async Task<IReadOnlyList<Migration>> StatusAsync(CancellationToken cancellationToken)
    {
        // Opening would make the file.
        if (database.SqliteFile is { } file && !File.Exists(file)) return [.. Names().Select(n => new Migration(NumberOf(n), n, IsApplied: false))];
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var applied = await AppliedAsync(connection, cancellationToken).ConfigureAwait(false);
            return [.. Names().Select(n => new Migration(NumberOf(n), n, applied.Contains(n)))];
        }
    }

    /// <summary>Makes sure that nothing is missing.</summary>
    /// <exception cref="MigrationException">A script is.</exception>
    public async Task RequireAllAsync(CancellationToken cancellationToken)
    {
        if ((await StatusAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(m => !m.IsApplied) is { } missing)
            throw new MigrationException($"database: it lacks {missing.Name}; run tradematrix db migrate");
    }

    /// <summary>Applies what is missing.</summary>
    /// <returns>Names of the scripts applied.</returns>
    /// <exception cref="MigrationException">A script failed; those before it stay applied.</exception>
    public IReadOnlyList<string> Migrate()
    {
        var result = Engine().PerformUpgrade();
        return result.Successful
            ? [.. result.Scripts.Select(s => s.Name)]
            : throw new MigrationException($"{result.ErrorScript?.Name ?? "schema"}: {result.Error.Message}", result.Error);
    }

    /// <summary>Undoes every script above a number, newest first, in one transaction.</summary>
    /// <param name="number">The last script to stay; 0 for none.</param>
    /// <returns>Names of the scripts undone.</returns>
    /// <exception cref="MigrationException">A script failed; nothing was undone.</exception>
    public async Task<IReadOnlyList<string>> RollbackAsync(int number, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var applied = await AppliedAsync(connection, cancellationToken).ConfigureAwait(false);
            string[] undone = [.. Names().Where(n => NumberOf(n) > number && applied.Contains(n)).Reverse()];
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (var name in undone)
                {
                    try
                    {
                        await ExecuteAsync(connection, transaction, Text(_folder + RollbackFolder + name), cancellationToken).ConfigureAwait(false);
                        await ExecuteAsync(connection, transaction, $"DELETE FROM {Journal} WHERE scriptname = '{name}'", cancellationToken).ConfigureAwait(false);
                    }
                    catch (DbException e)
                    {
                        throw new MigrationException($"rollback of {name}: {e.Message}", e);
                    }
                }
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            return undone;
        }
    }

    /// <summary>Checks that a schema was made by scripts that this program has.</summary>
    /// <param name="scripts">Their names.</param>
    /// <exception cref="BackupException">It was not.</exception>
    internal void Check(IReadOnlyCollection<string> scripts)
    {
        if (scripts.Count == 0) throw new BackupException("the file must hold a schema of this program");
        if (scripts.Except(Names(), StringComparer.Ordinal).Max(StringComparer.Ordinal) is { } unknown) throw new BackupException($"the file is of a newer version of this program: it holds {unknown}");
    }

    /// <summary>SQL that makes room for a schema from elsewhere: all that is ours goes, but for the roles and functions that every schema needs.</summary>
    internal async Task<string> ReplacingScriptAsync(CancellationToken cancellationToken)
    {
        var applied = (await StatusAsync(cancellationToken).ConfigureAwait(false)).Where(m => m.IsApplied && m.Number > 1).Reverse();
        return string.Concat([Text(_folder + "001_auth.sql"), .. applied.Select(m => Text(_folder + RollbackFolder + m.Name)), $"DROP TABLE IF EXISTS {Journal};\n"]);
    }

    private UpgradeEngine Engine()
    {
        // PostgreSQL's scripts hold $variables$ of their own, and the log would go to the console.
        UpgradeEngineBuilder builder = database.IsPostgres
            ? DeployChanges.To.PostgresqlDatabase(database.ConnectionString).JournalToPostgresqlTable("public", Journal)
            : DeployChanges.To.SqliteDatabase(database.ConnectionString).JournalToSqliteTable(Journal);
        return builder.WithScripts(Names().Select(n => new SqlScript(n, Text(_folder + n)))).WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build();
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = database.IsPostgres ? new NpgsqlConnection(database.ConnectionString) : new SqliteConnection(database.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<HashSet<string>> AppliedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = database.IsPostgres
                ? $"SELECT to_regclass('public.{Journal}') IS NOT NULL"
                : $"SELECT count(*) > 0 FROM sqlite_master WHERE type = 'table' AND name = '{Journal}'";
            var names = new HashSet<string>(StringComparer.Ordinal);
            if (!Convert.ToBoolean(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture)) return names;
            command.CommandText = $"SELECT scriptname FROM {Journal}";
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) names.Add(reader.GetString(0));
            }
            return names;
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<string> Names() => typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(_folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
        .Select(n => n[_folder.Length..])
        .Where(n => !n.Contains('/', StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static int NumberOf(string name) => int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture);

    private static string Text(string resource)
    {
        using var stream = typeof(Migrator).Assembly.GetManifestResourceStream(resource) ?? throw new MigrationException($"{resource}: the script must exist");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
