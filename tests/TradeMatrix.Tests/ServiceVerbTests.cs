using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace TradeMatrix.Tests;

/// <summary><c>import</c>, <c>symbols</c> and <c>usage</c> on an embedded database.</summary>
public sealed class ServiceVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServiceVerbTests() => _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\n");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public void Bars_are_imported_under_any_name_and_once()
    {
        var csv = _folder.WriteBars("walk.csv", TemporaryFolder.Walk(50));
        Assert.Equal($"{csv}: DAX 1D, 50 bars new, 0 changed, 0 as they were\n", Run("import", "--symbol", "^gdaxi", csv).Good().Out);
        Assert.Equal($"{csv}: DAX 1D, 0 bars new, 0 changed, 50 as they were\n", Run("import", "--symbol", "GER40", csv).Good().Out);
        Run("import", "--symbol", "NOBODY", csv).Failed(2, "NOBODY");
        using var added = JsonDocument.Parse(Run("import", "--add", "--symbol", "NEWONE", "--json", csv).Good().Out);
        Assert.Equal(("NEWONE", 50), (added.RootElement.GetProperty("symbol").GetString(), added.RootElement.GetProperty("inserted").GetInt32()));
        Run("import", "--symbol", "DAX", _folder.Write("bad.csv", "a,b\n1,2\n")).Failed(1, "line 1");
    }

    [Fact]
    public void Bars_may_be_another_users_and_an_error_names_its_file()
    {
        const string ann = "aaaaaaaa-0000-4000-8000-000000000001";
        var csv = _folder.WriteBars("NEWONE.csv", TemporaryFolder.Walk(50));
        Run("import", "--add", "--user", ann, csv).Good();
        Run("import", csv).Failed(2, "NEWONE.csv: symbol: NEWONE");
        Run("import", "--user", ann, "--symbol", "NEWONE", csv, _folder.Write("bad.csv", "a,b\n1,2\n")).Failed(1, "bad.csv: line 1");
        Run("import", "--user", "nobody", csv).Failed(2, "--user: 'nobody'");
    }

    [Fact]
    public void Symbols_are_added_edited_disabled_and_removed()
    {
        Assert.StartsWith("ACME: no name, stock, NASDAQ, tick 0.01,", Run("symbols", "add", "ACME", "--type", "stock", "--exchange", "NASDAQ", "--tick-size", "0.01", "--alias", "yahoo=ACM").Good().Out, StringComparison.Ordinal);
        Assert.Contains("Acme Inc", Run("symbols", "edit", "acm", "--name", "Acme Inc").Good().Out, StringComparison.Ordinal);
        Assert.Contains("disabled", Run("symbols", "disable", "ACME").Good().Out, StringComparison.Ordinal);
        using var list = JsonDocument.Parse(Run("symbols", "list", "--json").Good().Out);
        Assert.Contains(list.RootElement.EnumerateArray(), s => s.GetProperty("symbol").GetString() == "ACME" && !s.GetProperty("active").GetBoolean());
        Run("symbols", "remove", "ACME").Good();
        Run("symbols", "show", "ACME").Failed(2, "ACME");
        Run("symbols", "add", "A B", "--type", "planet", "--tick-size", "0").Failed(2, "symbol: A B", "type: planet", "tick_size: 0");
        Run("symbols", "add", "X", "--alias", "nothing").Failed(2, "'nothing'");
    }

    [Fact]
    public void Usage_tells_the_quota()
    {
        Assert.StartsWith("chart-img: 0 of 1000 calls used today (0 %), 1000 left, at most 15 a second; begins anew at ", Run("usage").Good().Out, StringComparison.Ordinal);
        using var usage = JsonDocument.Parse(Run("usage", "--json").Good().Out);
        Assert.Equal((0, 1000, "ok"), (usage.RootElement.GetProperty("used").GetInt32(), usage.RootElement.GetProperty("remaining").GetInt32(), usage.RootElement.GetProperty("level").GetString()));
        Run("usage", "--days", "0").Failed(2, "--days: '0'");
    }

    [Fact]
    public void Wrong_settings_are_all_told_at_once_without_their_secrets()
    {
        _folder.Write(".env", "CHART_API_DAILY_LIMIT=many\nFEEDS=moon\nSUPABASE_JWT_SECRET=shortsecret\nDATABASE_URL=mysql://root:hunter2@x/y\n");
        var run = Run("usage").Failed(2, "CHART_API_DAILY_LIMIT: 'many'", "FEEDS: 'moon'", "SUPABASE_JWT_SECRET", "DATABASE_URL");
        Assert.DoesNotContain("shortsecret", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    private CommandRun Run(params string[] args) => CommandRun.Process(_folder.Path, args);
}
