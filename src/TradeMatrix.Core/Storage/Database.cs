using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Storage;

/// <summary>
/// The database: SQLite in the data folder, or PostgreSQL. Every piece of work runs in one transaction on behalf of one caller.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _postgres;
    private readonly DbContextOptions _options;

    /// <summary>Opens nothing yet.</summary>
    public Database(ServiceSettings settings)
    {
        var builder = new DbContextOptionsBuilder<TradeMatrixContext>().UseSnakeCaseNamingConvention();
        if (settings.DatabaseUrl is { } url)
        {
            ConnectionString = PostgresUrl.ToConnectionString(url);
            _postgres = NpgsqlDataSource.Create(ConnectionString);
            builder.UseNpgsql(_postgres);
        }
        else
        {
            Directory.CreateDirectory(settings.DataFolder);
            SqliteFile = Path.Combine(settings.DataFolder, "tradematrix.db");
            var sqlite = new SqliteConnectionStringBuilder { DataSource = SqliteFile, ForeignKeys = true, DefaultTimeout = 30 };
            builder.UseSqlite(sqlite.ToString()).AddInterceptors(new SqliteSpeed());
            // Connections of the pool keep a caller.
            sqlite.Pooling = false;
            ConnectionString = sqlite.ToString();
        }
        _options = builder.Options;
    }

    /// <summary>Whether it is PostgreSQL.</summary>
    public bool IsPostgres => _postgres is not null;

    /// <summary>The embedded database's file; null for PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>For connections that are nobody's: of the owner of all tables.</summary>
    internal string ConnectionString { get; }

    /// <summary>Reads in one transaction, which sees one state of the database and writes nothing.</summary>
    public Task<T> ReadAsync<T>(Caller caller, Func<TradeMatrixContext, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(caller, work, writes: false, cancellationToken);

    /// <summary>Reads and writes in one transaction, which is committed when the work returns and undone when it throws.</summary>
    public Task<T> WriteAsync<T>(Caller caller, Func<TradeMatrixContext, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(caller, work, writes: true, cancellationToken);

    /// <summary>As the other, for work without a result.</summary>
    public Task WriteAsync(Caller caller, Func<TradeMatrixContext, Task> work, CancellationToken cancellationToken) =>
        RunAsync(caller, async db =>
        {
            await work(db).ConfigureAwait(false);
            return true;
        }, writes: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<T> RunAsync<T>(Caller caller, Func<TradeMatrixContext, Task<T>> work, bool writes, CancellationToken cancellationToken)
    {
        var db = new TradeMatrixContext(_options, caller);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await BeginAsync(db, caller, writes, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await work(db).ConfigureAwait(false);
                if (writes) await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
        }
    }

    private static async Task<DbTransaction> BeginAsync(TradeMatrixContext db, Caller caller, bool writes, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var connection = db.Database.GetDbConnection();
        if (connection is SqliteConnection embedded) await SqlitePolicies.SetCallerAsync(embedded, caller, cancellationToken).ConfigureAwait(false);
        // A deferred transaction of SQLite takes no lock to write, so that readers do not wait for each other.
        var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: !writes)
            : await connection.BeginTransactionAsync(writes ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await db.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (connection is NpgsqlConnection)
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = "SELECT set_config('request.jwt.claims', @claims, true), set_config('transaction_read_only', @read, true), set_config('role', @role, true)";
                command.Parameters.Add(new NpgsqlParameter<string>("claims", caller.Claims));
                command.Parameters.Add(new NpgsqlParameter<string>("read", writes ? "off" : "on"));
                command.Parameters.Add(new NpgsqlParameter<string>("role", caller.Role));
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        return transaction;
    }
}
