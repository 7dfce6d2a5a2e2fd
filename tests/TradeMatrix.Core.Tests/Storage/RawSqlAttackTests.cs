using Npgsql;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>
/// PostgreSQL as a stranger meets it who talks SQL to it, as behind PostgREST: a login that may become anon or authenticated,
/// and sets its own claims. Each transaction is undone.
/// </summary>
public sealed class RawSqlAttackTests(TwoUsersOnEach each) : IClassFixture<TwoUsersOnEach>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;
    private static readonly string ClaimsOfA = $$"""{"sub":"{{TwoUsers.A.UserId}}","role":"authenticated"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"aaaaaaaa-0000-4000-8000-00000000000a\"")]
    [InlineData("""{"sub":null}""")]
    [InlineData("""{"sub":""}""")]
    [InlineData("""{"SUB":"aaaaaaaa-0000-4000-8000-00000000000a"}""")]
    [InlineData("""{"role":"service_role"}""")]
    public async Task Without_a_subject_only_the_catalogue_is_seen(string? claims)
    {
        await using var session = await OpenAsync("authenticated", claims);
        Assert.Equal([session.Users.Shared.Symbol], await session.ListAsync<Guid>("SELECT id FROM market_symbols"));
        Assert.Equal([session.Users.Shared.Symbol], await session.ListAsync<Guid>("SELECT symbol_id FROM symbol_aliases"));
        Assert.Equal([session.Users.Shared.Series], await session.ListAsync<int>("SELECT id FROM bar_series"));
        Assert.Equal([session.Users.Shared.Series], await session.ListAsync<int>("SELECT series_id FROM ohlc"));
        foreach (var table in (string[])["chart_snapshots", "chart_snapshot_counts", "profiles", "api_keys", "trades", "trade_executions", "journal_entries", "reports"])
            Assert.Equal(0L, await session.ScalarAsync($"SELECT count(*) FROM {table}"));
        await session.RefusesAsync(Refused, "INSERT INTO market_symbols (symbol) VALUES ('X')");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("sub=aaaaaaaa-0000-4000-8000-00000000000a")]
    [InlineData("""{"sub":"A"}""")]
    [InlineData("""{"sub":1}""")]
    [InlineData("""{"sub":{"id":"aaaaaaaa-0000-4000-8000-00000000000a"}}""")]
    [InlineData("""{"sub":"aaaaaaaa-0000-4000-8000-00000000000a' OR true"}""")]
    public async Task Malformed_claims_are_an_error_and_no_leak(string claims)
    {
        await using var session = await OpenAsync("authenticated", claims);
        foreach (var table in (string[])["market_symbols", "symbol_aliases", "bar_series", "ohlc", "chart_snapshots", "chart_snapshot_counts", "profiles"])
            await session.RefusesAsync(PostgresErrorCodes.InvalidTextRepresentation, $"SELECT * FROM {table}");
    }

    [Theory]
    [InlineData("""{"sub":"AAAAAAAA-0000-4000-8000-00000000000A"}""")]
    [InlineData("""{"sub":"{aaaaaaaa-0000-4000-8000-00000000000a}"}""")]
    [InlineData("""{"sub":"aaaaaaaa0000400080000000000000 0a"}""", true)]
    [InlineData("""{"sub":"aaaaaaaa-0000-4000-8000-00000000000a","role":"service_role"}""")]
    [InlineData("""{"sub":"aaaaaaaa-0000-4000-8000-00000000000a","role":"postgres","is_admin":true}""")]
    [InlineData("""{"sub":"bbbbbbbb-0000-4000-8000-00000000000b","sub":"aaaaaaaa-0000-4000-8000-00000000000a"}""")]
    public async Task A_subject_is_one_user_however_it_is_written_and_whatever_else_is_claimed(string claims, bool isNone = false)
    {
        await using var session = await OpenAsync("authenticated", claims);
        if (isNone)
        {
            await session.RefusesAsync(PostgresErrorCodes.InvalidTextRepresentation, "SELECT * FROM chart_snapshots");
            return;
        }
        Assert.Equal([session.Users.OfA.Snapshot], await session.ListAsync<Guid>("SELECT id FROM chart_snapshots"));
        Assert.Equal([session.Users.OfA.Symbol], await session.ListAsync<Guid>("SELECT id FROM market_symbols WHERE user_id IS NOT NULL"));
        Assert.Equal([session.Users.OfA.Key], await session.ListAsync<Guid>("SELECT id FROM api_keys"));
        Assert.Equal([session.Users.OfA.Owner!.Value], await session.ListAsync<Guid>("SELECT id FROM profiles"));
        await session.RefusesAsync(Refused, "SELECT cleanup_expired_chart_snapshots()");
        await session.RefusesAsync(Refused, "SELECT * FROM quota_counters");
    }

    [Fact]
    public async Task Anon_sees_nothing()
    {
        await using var session = await OpenAsync("anon", ClaimsOfA);
        foreach (var table in await session.AllTablesAsync()) await session.RefusesAsync(Refused, $"SELECT * FROM {table}");
        await session.RefusesAsync(Refused, "SELECT cleanup_expired_chart_snapshots()");
    }

    [Theory]
    [InlineData("SELECT hash FROM api_keys")]
    [InlineData("SELECT * FROM api_keys")]
    [InlineData("SELECT count(*) FROM api_keys WHERE hash LIKE 'a%'")]
    [InlineData("INSERT INTO api_keys (user_id, name, hint, hash, scopes) VALUES (auth.uid(), 'x', 'x', 'x', 'admin')")]
    [InlineData("UPDATE api_keys SET scopes = 'admin'")]
    [InlineData("DELETE FROM api_keys")]
    [InlineData("SELECT * FROM quota_counters")]
    [InlineData("INSERT INTO quota_counters VALUES ('chart_api:daily:2024-01-02', 1000, now())")]
    [InlineData("DELETE FROM quota_counters")]
    [InlineData("SELECT * FROM chart_usage")]
    [InlineData("INSERT INTO chart_usage VALUES ('2024-01-02', 'x', 'x', 1)")]
    [InlineData("UPDATE chart_snapshots SET pinned = true")]
    [InlineData("UPDATE chart_snapshots SET expires_at = 'infinity'")]
    [InlineData("INSERT INTO chart_snapshot_counts VALUES (auth.uid(), gen_random_uuid(), '1D', 'x', 5)")]
    [InlineData("UPDATE chart_snapshot_counts SET count = 0")]
    [InlineData("DELETE FROM chart_snapshot_counts")]
    [InlineData("SELECT * FROM expired_chart_snapshots")]
    [InlineData("DELETE FROM expired_chart_snapshots")]
    [InlineData("SELECT * FROM schema_versions")]
    [InlineData("DELETE FROM schema_versions")]
    [InlineData("INSERT INTO profiles (id, is_admin) VALUES (gen_random_uuid(), true)")]
    [InlineData("UPDATE profiles SET is_admin = true")]
    [InlineData("DELETE FROM profiles")]
    [InlineData("SELECT cleanup_expired_chart_snapshots()")]
    [InlineData("SELECT cleanup_expired_chart_snapshots('infinity')")]
    [InlineData("TRUNCATE chart_snapshots")]
    [InlineData("TRUNCATE trades CASCADE")]
    [InlineData("TRUNCATE reports")]
    [InlineData("UPDATE reports SET title = 'x'")]
    [InlineData("TRUNCATE market_symbols CASCADE")]
    [InlineData("TRUNCATE ohlc")]
    [InlineData("SELECT setval('bar_series_id_seq', 1)")]
    [InlineData("SET ROLE service_role")]
    [InlineData("SET SESSION AUTHORIZATION postgres")]
    [InlineData("ALTER TABLE chart_snapshots DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY chart_snapshots_select ON chart_snapshots")]
    [InlineData("CREATE TABLE public.mine (id int)")]
    [InlineData("CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'")]
    [InlineData("SET LOCAL row_security = off; SELECT * FROM chart_snapshots")]
    [InlineData("CREATE TEMP TABLE t (LIKE chart_snapshot_counts); CREATE TRIGGER t AFTER INSERT ON t REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION chart_snapshots_keep_count()")]
    [InlineData("CREATE TEMP TABLE t (symbol_id uuid, user_id uuid); CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION chart_snapshots_set_owner()")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    public async Task A_signed_in_user_is_refused(string sql)
    {
        await using var session = await OpenAsync("authenticated", ClaimsOfA);
        await session.RefusesAsync(Refused, sql);
    }

    [Fact]
    public async Task Temporary_tables_do_not_stand_in_for_ours()
    {
        await using var session = await OpenAsync("authenticated", ClaimsOfA);
        var (a, b) = (session.Users.OfA, session.Users.OfB);
        await session.RunAsync($"""
            CREATE TEMP TABLE market_symbols (id uuid, user_id uuid);
            INSERT INTO pg_temp.market_symbols VALUES ('{a.Symbol}', '{b.Owner}');
            CREATE TEMP TABLE chart_snapshot_counts (LIKE public.chart_snapshot_counts INCLUDING ALL);
            CREATE TEMP TABLE spied (who name);
            CREATE FUNCTION pg_temp.spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO pg_temp.spied VALUES (current_user); RETURN NEW; END';
            CREATE TRIGGER spy BEFORE INSERT ON pg_temp.chart_snapshot_counts FOR EACH ROW EXECUTE FUNCTION pg_temp.spy();
            INSERT INTO public.chart_snapshots (symbol_id, user_id, chart_url, timeframe, created_by_agent) VALUES ('{a.Symbol}', NULL, '/x.png', '15m', 'x');
            """);
        Assert.Equal(a.Owner, await session.ScalarAsync("SELECT user_id FROM public.chart_snapshots WHERE created_by_agent = 'x'"));
        Assert.Equal(0L, await session.ScalarAsync("SELECT count(*) FROM pg_temp.spied"));
        Assert.Equal(1L, await session.ScalarAsync("SELECT count FROM public.chart_snapshot_counts WHERE created_by_agent = 'x'"));
    }

    [Fact]
    public async Task A_snapshot_of_the_documented_columns_belongs_to_its_maker_and_expires_in_60_days()
    {
        await using var session = await OpenAsync("authenticated", ClaimsOfA);
        await session.RunAsync($"INSERT INTO chart_snapshots (symbol_id, chart_url, timeframe, created_by_agent) VALUES ('{session.Users.OfA.Symbol}', '/x.png', '15m', 'ChartWatcher')");
        Assert.Equal(true, await session.ScalarAsync("SELECT user_id = auth.uid() AND expires_at = now() + interval '60 days' AND created_at = now() AND metadata = '{}' FROM chart_snapshots WHERE created_by_agent = 'ChartWatcher'"));
        await session.RefusesAsync(Refused, $"INSERT INTO chart_snapshots (symbol_id, chart_url, timeframe, created_by_agent) VALUES ('{session.Users.OfB.Symbol}', '/x.png', '15m', 'ChartWatcher')");
        await session.RefusesAsync(Refused, $"INSERT INTO chart_snapshots (symbol_id, user_id, chart_url, timeframe, created_by_agent) VALUES ('{session.Users.OfA.Symbol}', '{session.Users.OfB.Owner}', '/x.png', '15m', 'ChartWatcher')");
        Assert.Equal(2, await session.RunAsync("DELETE FROM chart_snapshots"));
    }

    [Fact]
    public async Task The_service_cleans_up_what_has_expired_and_is_not_pinned()
    {
        var users = await each.OnAsync(DatabaseKind.Postgres);
        await using var session = await Session.OpenAsync(users, "postgres", "service_role", """{"role":"service_role"}""");
        await session.RunAsync($"""
            INSERT INTO chart_snapshots (symbol_id, chart_url, timeframe, created_by_agent, pinned, expires_at)
            SELECT '{users.OfA.Symbol}', '/x.png', '15m', agent, pinned, now() + span FROM (VALUES
                ('old', false, interval '-1 day'), ('old', false, interval '-400 days'), ('old', false, interval '0'), ('pinned', true, interval '-1 day'), ('young', false, interval '1 day')) v (agent, pinned, span)
            """);
        Assert.Equal(users.OfA.Owner, await session.ScalarAsync("SELECT DISTINCT user_id FROM chart_snapshots WHERE created_by_agent = 'old'"));
        Assert.Equal(3, await session.ScalarAsync("SELECT cleanup_expired_chart_snapshots()"));
        Assert.Equal(0, await session.ScalarAsync("SELECT cleanup_expired_chart_snapshots()"));
        Assert.Equal(["pinned", "young"], await session.ListAsync<string>("SELECT created_by_agent FROM chart_snapshots WHERE timeframe = '15m' ORDER BY 1"));
        // Gone for more than a year is forgotten.
        Assert.Equal(2L, await session.ScalarAsync("SELECT count(*) FROM expired_chart_snapshots"));
    }

    private async Task<Session> OpenAsync(string role, string? claims)
    {
        var users = await each.OnAsync(DatabaseKind.Postgres);
        await Session.AsAdminAsync(users, """
            DO $$ BEGIN
                CREATE ROLE visitor LOGIN NOINHERIT;
                GRANT anon, authenticated TO visitor;
            EXCEPTION WHEN duplicate_object THEN NULL;
            END $$
            """);
        return await Session.OpenAsync(users, "visitor", role, claims);
    }

    private sealed class Session : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;

        private Session(TwoUsers users, NpgsqlConnection connection) => (Users, _connection) = (users, connection);

        public TwoUsers Users { get; }

        public static async Task AsAdminAsync(TwoUsers users, string sql)
        {
            await using var admin = new NpgsqlConnection(users.Database.ConnectionString + ";Pooling=false");
            await admin.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand(sql, admin);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        public static async Task<Session> OpenAsync(TwoUsers users, string login, string role, string? claims)
        {
            var address = new NpgsqlConnectionStringBuilder(users.Database.ConnectionString) { Username = login, Pooling = false };
            var session = new Session(users, new NpgsqlConnection(address.ToString()));
            await session._connection.OpenAsync(Cancel);
            await session.RunAsync($"BEGIN; SET LOCAL ROLE {role}");
            if (claims is not null)
            {
                await using var command = new NpgsqlCommand("SELECT set_config('request.jwt.claims', $1, true)", session._connection) { Parameters = { new() { Value = claims } } };
                await command.ExecuteScalarAsync(Cancel);
            }
            return session;
        }

        public async Task<int> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            return await command.ExecuteNonQueryAsync(Cancel);
        }

        public async Task<object?> ScalarAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            return await command.ExecuteScalarAsync(Cancel);
        }

        public async Task<List<T>> ListAsync<T>(string sql)
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            var list = new List<T>();
            while (await reader.ReadAsync(Cancel)) list.Add(await reader.GetFieldValueAsync<T>(0, Cancel));
            return list;
        }

        public Task<List<string>> AllTablesAsync() => ListAsync<string>("SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'");

        public async Task RefusesAsync(string state, string sql)
        {
            await RunAsync("SAVEPOINT before");
            var error = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql));
            Assert.Equal(state, error.SqlState);
            await RunAsync("ROLLBACK TO before");
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
