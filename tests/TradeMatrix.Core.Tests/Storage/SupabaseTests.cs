using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>The scripts on a database that has the shape of Supabase's, and run by hand.</summary>
public sealed class SupabaseTests(Servers servers)
{
    /// <summary>A schema auth of somebody else's, default grants of everything, and an owner of the database without any further right.</summary>
    private const string Shape = """
        DO $$ BEGIN
            CREATE ROLE auth_owner NOLOGIN;
            CREATE ROLE app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB;
            GRANT anon, authenticated, service_role TO app;
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$;
        CREATE SCHEMA auth AUTHORIZATION auth_owner;
        SET ROLE auth_owner;
        CREATE TABLE auth.users (id uuid PRIMARY KEY, email text);
        CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $f$
            SELECT coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''), nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $f$;
        CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $f$
            SELECT coalesce(nullif(current_setting('request.jwt.claim', true), ''), nullif(current_setting('request.jwt.claims', true), ''))::jsonb $f$;
        CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $f$
            SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $f$;
        GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role, app;
        RESET ROLE;
        ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
        ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
        ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_applies_for_an_owner_without_further_rights_and_leaves_auth_alone()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres, migrated: false);
        await using var app = await ShapedAsync(test);
        var auth = await AuthAsync(test);
        var migrator = new Migrator(app);
        Assert.Equal((await migrator.StatusAsync(Cancel)).Count, migrator.Migrate().Count);
        Assert.Equal(auth, await AuthAsync(test));

        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        await app.WriteAsync(TwoUsers.A, async db =>
        {
            db.Add(new MarketSymbol { Id = a, UserId = TwoUsers.A.UserId, Symbol = "DAX" });
            await db.SaveChangesAsync(Cancel);
            db.Add(TwoUsers.SnapshotOf(b, a, TwoUsers.A.UserId));
            await db.SaveChangesAsync(Cancel);
        }, Cancel);
        Assert.Empty(await app.ReadAsync(TwoUsers.B, db => db.Symbols.IgnoreQueryFilters().ToListAsync(Cancel), Cancel));
        Assert.Empty(await app.ReadAsync(TwoUsers.B, db => db.Snapshots.IgnoreQueryFilters().ToListAsync(Cancel), Cancel));
        Assert.Equal(1, await app.ReadAsync(Caller.Service, db => db.Snapshots.CountAsync(Cancel), Cancel));

        await migrator.RollbackAsync(0, Cancel);
        Assert.Equal(auth, await AuthAsync(test));
        Assert.Equal(["schema_versions"], await ListAsync(test, "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> 'schema_versions_schemaversionsid_seq'"));
        Assert.Empty(await ListAsync(test, "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"));
        Assert.Equal((await migrator.StatusAsync(Cancel)).Count, migrator.Migrate().Count);
    }

    [Fact]
    public async Task Default_grants_of_everything_do_not_reach_our_tables()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres, migrated: false);
        await using var app = await ShapedAsync(test);
        new Migrator(app).Migrate();
        Assert.Empty(await ListAsync(test, "SELECT format('%s %s', privilege_type, table_name) FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee IN ('anon', 'PUBLIC')"));
        Assert.Empty(await ListAsync(test, """
            SELECT format('%s %s', privilege_type, table_name) FROM information_schema.role_table_grants
            WHERE table_schema = 'public' AND grantee = 'authenticated' AND (privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
                OR table_name NOT IN ('profiles', 'market_symbols', 'symbol_aliases', 'bar_series', 'ohlc', 'api_keys', 'chart_snapshots', 'chart_snapshot_counts',
                    'chart_analyses', 'setups', 'trades', 'trade_executions', 'journal_entries', 'reports', 'alerts', 'alert_routes', 'alert_deliveries', 'alert_subscriptions'))
            """));
        Assert.Empty(await ListAsync(test, "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relrowsecurity"));
        Assert.Empty(await ListAsync(test, "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege('authenticated', oid, 'EXECUTE')"));
        Assert.Empty(await ListAsync(test, "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND NOT 'search_path=public, pg_temp' = ANY (coalesce(proconfig, '{}'))"));
        Assert.Equal("false", await ScalarAsync(test, "SELECT has_sequence_privilege('authenticated', 'bar_series_id_seq', 'UPDATE')"));
    }

    [Fact]
    public async Task Each_script_runs_by_hand_twice_and_migrating_works_after_it()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres, migrated: false);
        using var folder = new TemporaryFolder();
        var migrator = new Migrator(test.Database);
        var assembly = typeof(Migrator).Assembly;
        foreach (var script in await migrator.StatusAsync(Cancel))
        {
            var file = Path.Combine(folder.Path, script.Name);
            await using (var stream = assembly.GetManifestResourceStream("postgres/" + script.Name)!)
            await using (var copy = File.Create(file)) await stream.CopyToAsync(copy, Cancel);
            await PsqlAsync(test, file);
            await PsqlAsync(test, file);
        }
        Assert.Equal((await migrator.StatusAsync(Cancel)).Count, migrator.Migrate().Count);
        Assert.Empty(migrator.Migrate());
        Assert.Equal((await migrator.StatusAsync(Cancel)).Count - 1, (await migrator.RollbackAsync(1, Cancel)).Count);
    }

    [Fact]
    public async Task The_schema_holds_what_016_to_018_promise()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres);
        Assert.Equal(
            ["DELETE chart_snapshots_delete {authenticated}", "INSERT chart_snapshots_insert {authenticated}", "SELECT chart_snapshots_select {authenticated}", "ALL chart_snapshots_service {service_role}"],
            await ListAsync(test, "SELECT format('%s %s %s', cmd, policyname, roles) FROM pg_policies WHERE tablename = 'chart_snapshots' ORDER BY policyname"));
        var indexes = await ListAsync(test, "SELECT indexdef FROM pg_indexes WHERE tablename IN ('market_symbols', 'chart_snapshots')");
        foreach (var columns in (string[])["chart_snapshots USING btree (symbol_id)", "chart_snapshots USING btree (created_by_agent)", "chart_snapshots USING btree (symbol_id, created_at DESC)",
            "chart_snapshots USING btree (created_by_agent, created_at DESC)", "chart_snapshots USING btree (expires_at)", "chart_snapshots USING gin (metadata)", "market_symbols USING gin (chart_config)"])
            Assert.Single(indexes, i => i.EndsWith("public." + columns, StringComparison.Ordinal));
        Assert.NotNull(await ScalarAsync(test, "SELECT col_description('market_symbols'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'market_symbols'::regclass AND attname = 'chart_config'"));
        Assert.Subset((await ListAsync(test, "SELECT attname::text FROM pg_attribute WHERE attrelid = 'chart_snapshots'::regclass AND col_description(attrelid, attnum) IS NOT NULL")).ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal) { "chart_url", "timeframe", "created_by_agent", "metadata", "expires_at" });
        Assert.NotNull(await ScalarAsync(test, "SELECT obj_description('cleanup_expired_chart_snapshots'::regproc)"));
    }

    [Fact]
    public async Task Symbols_without_a_configuration_get_the_default_and_others_keep_theirs()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres);
        var migrator = new Migrator(test.Database);
        await migrator.RollbackAsync(7, Cancel);
        await RunAsync(test, "INSERT INTO market_symbols (symbol, tv_symbol) VALUES ('DAX', 'XETR:DAX'), ('NDX', NULL)");
        migrator.Migrate();
        Assert.Equal(["DAX XETR:DAX", "NDX NDX"], await ListAsync(test, "SELECT symbol || ' ' || (chart_config ->> 'tv_symbol') FROM market_symbols ORDER BY symbol"));
        Assert.Equal("""["15m", "1h", "1D"] ["Relative Strength Index"] candles dark 1200 800 true true Europe/Berlin""", await ScalarAsync(test, """
            SELECT concat_ws(' ', c -> 'timeframes', c -> 'indicators', c ->> 'chart_type', c ->> 'theme', c -> 'width', c -> 'height', c -> 'show_volume', c -> 'show_legend', c ->> 'timezone')
            FROM (SELECT DISTINCT chart_config - 'tv_symbol' AS c FROM market_symbols) x
            """));
        await RunAsync(test, """UPDATE market_symbols SET chart_config = '{"theme":"light"}' WHERE symbol = 'DAX'""");
        await RunAsync(test, "DELETE FROM schema_versions WHERE scriptname LIKE '016%'");
        migrator.Migrate();
        Assert.Equal("""{"theme": "light"}""", await ScalarAsync(test, "SELECT chart_config::text FROM market_symbols WHERE symbol = 'DAX'"));
    }

    private static async Task<Database> ShapedAsync(TestDatabase test)
    {
        await RunAsync(test, Shape);
        var address = new NpgsqlConnectionStringBuilder(test.Database.ConnectionString);
        await RunAsync(test, $"ALTER DATABASE {address.Database} OWNER TO app");
        return new Database(test.Settings with { DatabaseUrl = $"postgres://app@{address.Host}:{address.Port}/{address.Database}" });
    }

    private static async Task<string> AuthAsync(TestDatabase test) => string.Join('\n', await ListAsync(test, """
        SELECT pg_get_functiondef(oid) || proowner::regrole || coalesce(proacl::text, '') FROM pg_proc WHERE pronamespace = 'auth'::regnamespace
        UNION ALL SELECT attrelid::regclass || attname || atttypid::regtype FROM pg_attribute WHERE attrelid = 'auth.users'::regclass
        UNION ALL SELECT nspowner::regrole || coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname = 'auth'
        UNION ALL SELECT relname || coalesce(relacl::text, '') FROM pg_class WHERE relnamespace = 'auth'::regnamespace
        ORDER BY 1
        """));

    private static async Task PsqlAsync(TestDatabase test, string file)
    {
        var address = new NpgsqlConnectionStringBuilder(test.Database.ConnectionString);
        var start = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", address.Host!, "-p", $"{address.Port}", "-U", address.Username!, "-d", address.Database!, "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, error + await output);
    }

    private static async Task RunAsync(TestDatabase test, string sql)
    {
        await using var source = NpgsqlDataSource.Create(test.Database.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<List<string>> ListAsync(TestDatabase test, string sql)
    {
        await using var source = NpgsqlDataSource.Create(test.Database.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var list = new List<string>();
        while (await reader.ReadAsync(Cancel)) list.Add(reader.GetString(0));
        return list;
    }

    private static async Task<string?> ScalarAsync(TestDatabase test, string sql) =>
        (await ListAsync(test, $"SELECT coalesce(x::text, '') FROM ({sql}) AS t (x)")).Single() is { Length: > 0 } only ? only : null;
}
