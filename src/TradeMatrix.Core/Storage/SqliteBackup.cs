using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TradeMatrix.Core.Storage;

/// <summary>Copies of the embedded database by SQLite's own backup, which reads and writes in one transaction.</summary>
internal static class SqliteBackup
{
    public static void Save(string source, string copy)
    {
        if (!File.Exists(source)) throw new BackupException("there is no database yet");
        using var from = Open(source, SqliteOpenMode.ReadWrite);
        using var to = Open(copy, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        // One file, without a log beside it.
        Scalar(to, "PRAGMA journal_mode = DELETE");
    }

    public static bool HasData(string file)
    {
        if (!File.Exists(file)) return false;
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        return Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('schema_versions', 'sqlite_sequence')")
            .Any(table => (long)Scalar(connection, $"SELECT EXISTS (SELECT 1 FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\")")! == 1);
    }

    /// <param name="file">The backup.</param>
    /// <param name="target">The database.</param>
    /// <param name="check">Checks the names of its scripts.</param>
    public static void Restore(string file, string target, Action<IReadOnlyCollection<string>> check)
    {
        using var from = Open(file, SqliteOpenMode.ReadOnly);
        List<string> scripts;
        try
        {
            if (Scalar(from, "PRAGMA integrity_check") is not "ok") throw new BackupException("the file is damaged");
            scripts = Texts(from, "SELECT scriptname FROM schema_versions");
        }
        catch (SqliteException e)
        {
            throw new BackupException("the file must be a backup of an embedded database", e);
        }
        check(scripts);
        using var to = Open(target, SqliteOpenMode.ReadWriteCreate);
        // The copy is written as one transaction: whoever has the database open sees the old content or the new.
        from.BackupDatabase(to);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            Scalar(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch (DbException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }
}
