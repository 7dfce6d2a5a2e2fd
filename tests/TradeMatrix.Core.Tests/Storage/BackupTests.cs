using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Tests.Storage;

public sealed class BackupTests(Servers servers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "backup");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_was_saved_comes_back_over_what_happened_since(DatabaseKind kind)
    {
        await using var users = await TwoUsers.CreateAsync(servers, kind);
        var backup = new Backup(users.Database);
        var saved = await AllAsync(users);
        await backup.SaveAsync(File, Cancel);
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));

        await ForgetAsync(users);
        Assert.NotEqual(saved, await AllAsync(users));
        await backup.RestoreAsync(File, Cancel);
        Assert.Equal(saved, await AllAsync(users));
        Assert.Empty(new Migrator(users.Database).Migrate());
        // Rights, policies and triggers are back too.
        await users.Database.WriteAsync(TwoUsers.A, db => db.Snapshots.ExecuteDeleteAsync(Cancel), Cancel);
        Assert.Equal([TwoUsers.B.UserId!.Value], await users.Database.ReadAsync(Caller.Service, db => db.SnapshotCounts.Select(c => c.UserId).ToListAsync(Cancel), Cancel));
        Assert.Single(await users.Database.ReadAsync(TwoUsers.B, db => db.Snapshots.ToListAsync(Cancel), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_backup_fills_an_empty_database(DatabaseKind kind)
    {
        await using var users = await TwoUsers.CreateAsync(servers, kind);
        await using var empty = await TestDatabase.CreateAsync(servers, kind, migrated: false);
        Assert.True(await new Backup(users.Database).HasDataAsync(Cancel));
        Assert.False(await new Backup(empty.Database).HasDataAsync(Cancel));
        await new Backup(users.Database).SaveAsync(File, Cancel);
        await new Backup(empty.Database).RestoreAsync(File, Cancel);
        Assert.Equal(2, await empty.Database.ReadAsync(Caller.Service, db => db.Snapshots.CountAsync(Cancel), Cancel));
        Assert.True(await new Backup(empty.Database).HasDataAsync(Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task An_empty_schema_is_no_data(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        Assert.False(await new Backup(test.Database).HasDataAsync(Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_backup_of_an_older_schema_replaces_a_newer_one(DatabaseKind kind)
    {
        await using var users = await TwoUsers.CreateAsync(servers, kind);
        var migrator = new Migrator(users.Database);
        await migrator.RollbackAsync(17, Cancel);
        await new Backup(users.Database).SaveAsync(File, Cancel);
        migrator.Migrate();
        await new Backup(users.Database).RestoreAsync(File, Cancel);
        var newer = (await migrator.StatusAsync(Cancel)).Where(m => m.Number > 17).Select(m => m.Name).ToList();
        Assert.Equal(newer, migrator.Migrate());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_cannot_be_restored_leaves_the_database_as_it_was(DatabaseKind kind)
    {
        await using var users = await TwoUsers.CreateAsync(servers, kind);
        var backup = new Backup(users.Database);
        await backup.SaveAsync(File, Cancel);
        await ForgetAsync(users);
        var before = await AllAsync(users);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancel);

        await Assert.ThrowsAsync<BackupException>(() => backup.RestoreAsync(File + ".none", Cancel));
        await RefusedAsync("no backup at all"u8.ToArray());
        await RefusedAsync([]);
        await RefusedAsync(whole[..(whole.Length / 2)]);
        await RefusedAsync(whole[..^5000]);
        Assert.Equal(before, await AllAsync(users));

        async Task RefusedAsync(byte[] bytes)
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes, Cancel);
            var error = await Assert.ThrowsAsync<BackupException>(() => backup.RestoreAsync(File, Cancel));
            Assert.StartsWith(File + ": ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_backup_of_a_newer_version_is_refused(DatabaseKind kind)
    {
        await using var users = await TwoUsers.CreateAsync(servers, kind);
        await users.Database.WriteAsync(Caller.Service, async db =>
        {
            if (kind == DatabaseKind.Postgres) await db.Database.ExecuteSqlRawAsync("RESET ROLE", Cancel);
            await db.Database.ExecuteSqlRawAsync("INSERT INTO schema_versions (scriptname, applied) VALUES ('099_future.sql', '2024-01-02')", Cancel);
        }, Cancel);
        await new Backup(users.Database).SaveAsync(File, Cancel);
        var error = await Assert.ThrowsAsync<BackupException>(() => new Backup(users.Database).RestoreAsync(File, Cancel));
        Assert.Contains("099_future.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_restores_all_or_nothing()
    {
        await using var users = await TwoUsers.CreateAsync(servers, DatabaseKind.Postgres);
        await using var source = NpgsqlDataSource.Create(users.Database.ConnectionString);
        // A table that is not ours is in the archive and in the way.
        await using (var command = source.CreateCommand("CREATE TABLE zzz_notes (id int)")) await command.ExecuteNonQueryAsync(Cancel);
        var backup = new Backup(users.Database);
        await backup.SaveAsync(File, Cancel);
        await ForgetAsync(users);
        var before = await AllAsync(users);
        var error = await Assert.ThrowsAsync<BackupException>(() => backup.RestoreAsync(File, Cancel));
        Assert.Contains("zzz_notes", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await AllAsync(users));
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_the_file_of_before_and_nothing_beside_it()
    {
        await System.IO.File.WriteAllTextAsync(File, "before", Cancel);
        await using var lost = new Database(new Core.Settings.ServiceSettings { DataFolder = _folder.Path, DatabaseUrl = $"postgres://user:secret@127.0.0.1:{FreePort.Next()}/none" });
        var error = await Assert.ThrowsAsync<BackupException>(() => new Backup(lost).SaveAsync(File, Cancel));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal("before", await System.IO.File.ReadAllTextAsync(File, Cancel));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_copy_of_the_embedded_database_is_one_file_that_any_SQLite_opens()
    {
        await using var users = await TwoUsers.CreateAsync(servers, DatabaseKind.Sqlite);
        await new Backup(users.Database).SaveAsync(File, Cancel);
        await using var copy = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=false");
        await copy.OpenAsync(Cancel);
        await using var command = copy.CreateCommand();
        command.CommandText = "SELECT count(*) FROM chart_snapshots";
        Assert.Equal(2L, await command.ExecuteScalarAsync(Cancel));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    private static async Task<string> AllAsync(TwoUsers users) => await users.OwnStateAsync() + await users.ForeignStateAsync();

    private static Task<int> ForgetAsync(TwoUsers users) => users.Database.WriteAsync(Caller.Service, db => db.Symbols.Where(s => s.Id == users.OfA.Symbol).ExecuteDeleteAsync(Cancel), Cancel);
}
