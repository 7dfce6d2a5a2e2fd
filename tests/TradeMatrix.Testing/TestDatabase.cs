using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Testing;

/// <summary>An empty database with the schema, for one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestDatabase() { }

    /// <summary>The database.</summary>
    public Database Database { get; private set; } = null!;

    /// <summary>Settings that point to it and to a data folder that goes at the end.</summary>
    public ServiceSettings Settings { get; private set; } = null!;

    /// <summary>Makes one.</summary>
    public static async Task<TestDatabase> CreateAsync(Servers servers, DatabaseKind kind, bool migrated = true)
    {
        var test = new TestDatabase();
        var settings = kind == DatabaseKind.Postgres
            ? await (await servers.PostgresAsync()).CreateDatabaseAsync(migrated)
            : new ServiceSettings { DataFolder = "" };
        test.Settings = settings with { DataFolder = test._folder.Path };
        test.Database = new Database(test.Settings);
        if (kind == DatabaseKind.Sqlite && migrated) new Migrator(test.Database).Migrate();
        return test;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
