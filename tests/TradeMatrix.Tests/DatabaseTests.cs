using System.Text.Json;
using TradeMatrix.Testing;

namespace TradeMatrix.Tests;

public sealed class DatabaseTests(Servers servers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_database_is_migrated_saved_rolled_back_and_restored(DatabaseKind kind)
    {
        await UseAsync(kind);
        Assert.All(Applied(), Assert.False);
        Assert.Contains("applied 018_chart_snapshots_cleanup.sql\n", Run("migrate").Good().Out, StringComparison.Ordinal);
        Assert.Equal("nothing to apply\n", Run("migrate").Good().Out);
        Assert.All(Applied(), Assert.True);
        CommandRun.Process(_folder.Path, "keys", "add", "before").Good();
        Run("backup", "x.backup").Good();

        CommandRun.Process(_folder.Path, "keys", "add", "after").Good();
        Run("restore", "x.backup").Failed(2, "--force");
        Run("restore", "x.backup", "--force").Good();
        var keys = CommandRun.Process(_folder.Path, "keys", "list").Good().Out;
        Assert.Contains("before", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("after", keys, StringComparison.Ordinal);

        Run("rollback", "--to", "16").Failed(2, "--yes", "018_chart_snapshots_cleanup.sql, 017_chart_snapshots.sql");
        Assert.All(Applied(), Assert.True);
        Assert.EndsWith("undone 018_chart_snapshots_cleanup.sql\nundone 017_chart_snapshots.sql\n", Run("rollback", "--to", "16", "--yes").Good().Out, StringComparison.Ordinal);
        Assert.Equal("nothing to undo\n", Run("rollback", "--to", "16").Good().Out);
        Assert.Contains("missing", Run("status").Good().Out, StringComparison.Ordinal);
        if (kind == DatabaseKind.Postgres) CommandRun.Process(_folder.Path, "keys", "list").Failed(1, "017_chart_snapshots.sql", "tradematrix db migrate");
    }

    [Fact]
    public void A_status_makes_no_database()
    {
        _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\n");
        Run("status").Good();
        Assert.DoesNotContain("data/tradematrix.db", _folder.Files);
    }

    [Fact]
    public void What_goes_wrong_is_one_line_without_the_password()
    {
        _folder.Write(".env", $"DATABASE_URL=postgres://me:hush@127.0.0.1:{FreePort.Next()}/none\n");
        foreach (var args in (string[][])[["status"], ["migrate"], ["rollback", "--to", "0", "--yes"], ["backup", "x"], ["restore", "none", "--force"]])
        {
            var run = Run(args).Failed(1);
            Assert.Single(run.ErrorLines);
            Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
        }
        _folder.Write(".env", "DATABASE_URL=postgres://me:hush@127.0.0.1/none?pasword=hush\n");
        Assert.DoesNotContain("hush", Run("status").Failed(2, "pasword").Error, StringComparison.Ordinal);
        _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\n");
        Run("restore", _folder[".env"]).Failed(1, ".env: the file must be a backup");
        Run("backup", "none/x").Failed(1, "none/x: no such folder");
        Run("rollback", "--to", "-1").Failed(2, "--to: '-1'");
    }

    private async Task UseAsync(DatabaseKind kind)
    {
        var url = kind == DatabaseKind.Postgres ? (await (await servers.PostgresAsync()).CreateDatabaseAsync(migrated: false)).DatabaseUrl : "";
        _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\nDATABASE_URL={url}\n");
    }

    private CommandRun Run(params string[] args) => CommandRun.Process(_folder.Path, ["db", .. args]);

    private List<bool> Applied()
    {
        using var status = JsonDocument.Parse(Run("status", "--json").Good().Out);
        return [.. status.RootElement.GetProperty("migrations").EnumerateArray().Select(m => m.GetProperty("applied").GetBoolean())];
    }
}
