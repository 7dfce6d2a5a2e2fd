using Npgsql;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Testing;

/// <summary>A real PostgreSQL of its own on a free loopback port, in a folder of its own, for the tests of an assembly.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;
    private int _databases;

    private PostgresServer(string folder, int port) => (_folder, _port) = (folder, port);

    private static string Bin { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault("")
        : "";

    /// <summary>Whether the programs of PostgreSQL are installed.</summary>
    public static bool IsInstalled => Bin.Length > 0;

    /// <summary>Starts a server with a migrated database to copy.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        if (!IsInstalled) throw new InvalidOperationException("PostgreSQL is not installed: run eng/test, which installs it");
        var folder = Directory.CreateTempSubdirectory("tradematrix-pg-").FullName;
        var server = new PostgresServer(folder, FreePort.Next());
        if (Environment.UserName == "root") await ServerProcess.RunAsync("chown", "postgres", folder);
        await AsOwnerAsync($"{Bin}/initdb -D {folder}/data -A trust -U postgres --no-sync >/dev/null");
        await AsOwnerAsync(
            $"{Bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o '-p {server._port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 -k {folder}' start >/dev/null");
        await server.ExecuteAsync("postgres", "CREATE DATABASE migrated");
        var database = new Database(server.SettingsFor("migrated"));
        new Migrator(database).Migrate();
        await database.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    /// <summary>A new database.</summary>
    /// <param name="migrated">Whether it has the schema.</param>
    /// <returns>Settings that point to it.</returns>
    public async Task<ServiceSettings> CreateDatabaseAsync(bool migrated = true)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {(migrated ? "migrated" : "template1")}");
        return SettingsFor(name);
    }

    /// <summary>Runs SQL as the superuser.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>For a client of its own.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsOwnerAsync($"{Bin}/pg_ctl -D {_folder}/data -m immediate -w stop >/dev/null");
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceSettings SettingsFor(string database) => new()
    {
        DataFolder = Path.Combine(Path.GetTempPath(), "tradematrix-none"),
        DatabaseUrl = $"postgres://postgres@127.0.0.1:{_port}/{database}",
    };

    private static Task AsOwnerAsync(string command) =>
        Environment.UserName == "root" ? ServerProcess.RunAsync("su", "postgres", "-c", command) : ServerProcess.RunAsync("sh", "-c", command);
}
