using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace TradeMatrix.Core.Storage;

/// <summary>Archives of PostgreSQL by its own programs, which get the password by their environment.</summary>
internal sealed partial class PostgresBackup(NpgsqlConnectionStringBuilder connection)
{
    public Task SaveAsync(string file, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", ["--format=custom", "--schema=public", "--no-owner", "--no-password", "--lock-wait-timeout=30s", "--file", file], cancellationToken);

    public async Task<bool> HasDataAsync(CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(connection);
        await using (source.ConfigureAwait(false))
        {
            var list = source.CreateCommand("SELECT format('EXISTS (SELECT FROM %s)', oid::regclass) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'schema_versions'");
            await using (list.ConfigureAwait(false))
            {
                var conditions = new List<string>();
                var reader = await list.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) conditions.Add(reader.GetString(0));
                }
                if (conditions.Count == 0) return false;
                var any = source.CreateCommand("SELECT " + string.Join(" OR ", conditions));
                await using (any.ConfigureAwait(false)) return (bool)(await any.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
            }
        }
    }

    public async Task RestoreAsync(string file, Migrator migrator, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tradematrix-restore-").FullName;
        try
        {
            // The names of the scripts that made the archive's schema.
            var journal = Path.Combine(folder, "journal.sql");
            await RunAsync("pg_restore", ["--data-only", "--table=schema_versions", "--file", journal, Path.GetFullPath(file)], cancellationToken).ConfigureAwait(false);
            var text = await File.ReadAllTextAsync(journal, cancellationToken).ConfigureAwait(false);
            migrator.Check([.. ScriptName().Matches(text).Select(m => m.Value)]);

            // The old goes and the new comes in one transaction, so that a failure leaves the old.
            var (drop, create) = (Path.Combine(folder, "drop.sql"), Path.Combine(folder, "create.sql"));
            await File.WriteAllTextAsync(drop, await migrator.ReplacingScriptAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            await RunAsync("pg_restore", ["--schema=public", "--no-owner", "--file", create, Path.GetFullPath(file)], cancellationToken).ConfigureAwait(false);
            await RunAsync("psql", ["--no-psqlrc", "--no-password", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file", drop, "--file", create], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(PathOf(program), arguments) { RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var (name, value) in Environment()) start.Environment[name] = value;
        using var process = Start(start, program);
        process.StandardInput.Close();
        try
        {
            var error = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0) throw new BackupException($"{program}: {error.Trim().ReplaceLineEndings(" ")}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BackupException($"{program} must be installed, on the PATH or in /usr/lib/postgresql", e);
        }
    }

    private IEnumerable<(string Name, string Value)> Environment()
    {
        yield return ("PGHOST", connection.Host!);
        yield return ("PGPORT", $"{connection.Port}");
        yield return ("PGDATABASE", connection.Database!);
        if (connection.Username is { } user) yield return ("PGUSER", user);
        if (connection.Password is { } password) yield return ("PGPASSWORD", password);
        if (connection.RootCertificate is { } root) yield return ("PGSSLROOTCERT", root);
        yield return ("PGSSLMODE", connection.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
        yield return ("PGCONNECT_TIMEOUT", "10");
        // Whoever holds a table for long makes the restore fail rather than wait.
        yield return ("PGOPTIONS", "-c lock_timeout=30s -c client_min_messages=warning");
    }

    /// <summary>A program on the PATH, else of the newest PostgreSQL that Debian's packages have installed.</summary>
    private static string PathOf(string program)
    {
        const string packages = "/usr/lib/postgresql";
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).AsEnumerable();
        if (Directory.Exists(packages)) folders = folders.Concat(Directory.GetDirectories(packages).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin")));
        return folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists) ?? program;
    }

    [GeneratedRegex(@"\d{3}_\w+\.sql", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptName();
}
