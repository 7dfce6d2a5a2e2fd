using Microsoft.Data.Sqlite;
using Npgsql;

namespace TradeMatrix.Core.Storage;

/// <summary>
/// Backups of the database in one file: a copy of the embedded one, an archive of <c>pg_dump</c> for PostgreSQL. Pictures are
/// not in it; they lie in the blob store.
/// </summary>
public sealed class Backup(Database database)
{
    /// <summary>Writes a backup while the database is in use.</summary>
    /// <param name="file">The file; one that exists is replaced when the backup is complete.</param>
    /// <exception cref="BackupException">It cannot be made; what was in the file before still is.</exception>
    public async Task SaveAsync(string file, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(file);
        if (Directory.Exists(target)) throw new BackupException($"{file}: a folder, not a file");
        if (!Directory.Exists(Path.GetDirectoryName(target))) throw new BackupException($"{file}: no such folder");
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".tradematrix-{Path.GetRandomFileName()}.tmp");
        try
        {
            if (database.SqliteFile is { } source) SqliteBackup.Save(source, temporary);
            else await Postgres().SaveAsync(temporary, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file}: {e.Message}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether any table of the database has a row.</summary>
    public async Task<bool> HasDataAsync(CancellationToken cancellationToken) =>
        database.SqliteFile is { } file ? SqliteBackup.HasData(file) : await Postgres().HasDataAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Puts a backup in the place of the database's content, in one transaction, after it was found to be whole and of a
    /// schema that this program knows. The schema is then the backup's: migrate afterwards.
    /// </summary>
    /// <param name="file">A file of <see cref="SaveAsync"/>.</param>
    /// <exception cref="BackupException">It cannot be restored; the database is as it was.</exception>
    public async Task RestoreAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) throw new BackupException($"{file}: no such file");
        try
        {
            if (database.SqliteFile is { } target) SqliteBackup.Restore(file, target, new Migrator(database).Check);
            else await Postgres().RestoreAsync(file, new Migrator(database), cancellationToken).ConfigureAwait(false);
        }
        catch (BackupException e)
        {
            throw new BackupException($"{file}: {e.Message}", e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file}: {e.Message}", e);
        }
    }

    private PostgresBackup Postgres() => new(new NpgsqlConnectionStringBuilder(database.ConnectionString));
}
