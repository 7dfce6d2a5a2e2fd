using System.Text.Json;
using Microsoft.Data.Sqlite;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Tests;

public sealed class KeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KeysTests() => _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\n");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_key_is_shown_once_and_is_good_until_it_is_revoked()
    {
        using var added = JsonDocument.Parse(Run("add", "dashboard", "--scope", "read,admin", "--plan", "pro", "--daily", "20", "--expires", "90d", "--json").Good().Out);
        var (key, id) = (added.RootElement.GetProperty("key").GetString()!, added.RootElement.GetProperty("id").GetString()!);
        var verified = await VerifyAsync(key);
        Assert.Equal(Caller.Local, verified!.Caller);
        Assert.Equal(20, verified.Limits.PerDay);
        Assert.Equal(["read", "admin"], verified.Scopes);

        var list = Run("list", "--json").Good();
        Assert.DoesNotContain(key[8..], list.Out, StringComparison.Ordinal);
        using (var listed = JsonDocument.Parse(list.Out)) Assert.Equal(id, listed.RootElement[0].GetProperty("id").GetString());
        Assert.Contains("dashboard", Run("list").Good().Out, StringComparison.Ordinal);

        Run("revoke", id).Good();
        Assert.Null(await VerifyAsync(key));
        Run("revoke", id).Failed(1, id);
        Assert.DoesNotContain(_folder.Files, f => File.ReadAllText(_folder[f]).Contains(key[3..], StringComparison.Ordinal));
    }

    [Fact]
    public void Wrong_use_is_told_with_the_value_and_what_is_allowed()
    {
        Run("add", "x", "--daily", "-1", "--per-second", "many", "--expires", "90y", "--user", "me").Failed(2, "--daily: '-1'", "--per-second: 'many'", "--expires: '90y'", "--user: 'me'");
        Run("add", "x", "--scope", "root", "--plan", "gold").Failed(2, "scope: root must be", "plan: gold must be");
        Run("add").Failed(2, "tradematrix keys add --help");
        Run("revoke", "mine").Failed(2, "'mine'");
    }

    private CommandRun Run(params string[] args) => CommandRun.Process(_folder.Path, ["keys", .. args]);

    private async Task<VerifiedKey?> VerifyAsync(string key)
    {
        await using var database = new Database(new ServiceSettings { DataFolder = _folder["data"] });
        return await new ApiKeys(database, new ServiceSettings { DataFolder = _folder["data"] }, TimeProvider.System).VerifyAsync(key, TestContext.Current.CancellationToken);
    }
}
