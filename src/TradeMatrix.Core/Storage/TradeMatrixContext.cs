using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Storage;

/// <summary>
/// The tables as one caller sees them. A user's queries see own rows and what is shared, and a user's changes to
/// others' rows are refused, on every database; PostgreSQL enforces the same again by row-level security.
/// </summary>
public sealed class TradeMatrixContext(DbContextOptions options, Caller caller) : DbContext(options)
{
    /// <summary>On whose behalf.</summary>
    public Caller Caller { get; } = caller;

    public DbSet<Profile> Profiles => Set<Profile>();
    public DbSet<MarketSymbol> Symbols => Set<MarketSymbol>();
    public DbSet<SymbolAlias> Aliases => Set<SymbolAlias>();
    public DbSet<StoredSeries> Series => Set<StoredSeries>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<ChartSnapshot> Snapshots => Set<ChartSnapshot>();
    public DbSet<SnapshotCount> SnapshotCounts => Set<SnapshotCount>();
    public DbSet<ExpiredSnapshot> ExpiredSnapshots => Set<ExpiredSnapshot>();
    public DbSet<ChartAnalysis> Analyses => Set<ChartAnalysis>();
    public DbSet<StoredSetup> Setups => Set<StoredSetup>();
    public DbSet<TaskRun> TaskRuns => Set<TaskRun>();
    public DbSet<ChartUsage> Usage => Set<ChartUsage>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertRoute> AlertRoutes => Set<AlertRoute>();
    public DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();
    public DbSet<AlertSubscription> AlertSubscriptions => Set<AlertSubscription>();
    public DbSet<Trade> Trades => Set<Trade>();
    public DbSet<TradeExecution> TradeExecutions => Set<TradeExecution>();
    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();
    public DbSet<Report> Reports => Set<Report>();

    private bool IsService => Caller.IsService;
    private Guid? UserId => Caller.UserId;

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseForeignRows();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseForeignRows();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        if (Database.IsSqlite()) configurationBuilder.Properties<decimal>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var json = Database.IsNpgsql() ? "jsonb" : "TEXT";
        modelBuilder.Entity<Profile>(e =>
        {
            e.ToTable("profiles");
            e.HasQueryFilter(p => IsService || p.Id == UserId);
        });
        modelBuilder.Entity<MarketSymbol>(e =>
        {
            e.ToTable("market_symbols");
            e.Property(s => s.ChartConfig).HasColumnType(json);
            e.HasQueryFilter(s => IsService || s.UserId == UserId || s.UserId == null);
        });
        modelBuilder.Entity<SymbolAlias>(e =>
        {
            e.ToTable("symbol_aliases").HasKey(a => new { a.SymbolId, a.Namespace, a.Alias });
            e.HasQueryFilter(a => IsService || a.Symbol.UserId == UserId || a.Symbol.UserId == null);
        });
        modelBuilder.Entity<StoredSeries>(e =>
        {
            e.ToTable("bar_series");
            e.HasQueryFilter(s => IsService || s.Symbol.UserId == UserId || s.Symbol.UserId == null);
        });
        modelBuilder.Entity<ApiKey>(e =>
        {
            e.ToTable("api_keys");
            e.HasQueryFilter(k => IsService || k.UserId == UserId);
        });
        modelBuilder.Entity<ChartSnapshot>(e =>
        {
            e.ToTable("chart_snapshots");
            e.Property(s => s.Metadata).HasColumnType(json);
            e.HasQueryFilter(s => IsService || s.UserId == UserId);
        });
        modelBuilder.Entity<SnapshotCount>(e =>
        {
            e.ToTable("chart_snapshot_counts").HasKey(c => new { c.UserId, c.SymbolId, c.Timeframe, c.CreatedByAgent });
            e.HasQueryFilter(c => IsService || c.UserId == UserId);
        });
        modelBuilder.Entity<ExpiredSnapshot>(e =>
        {
            e.ToTable("expired_chart_snapshots");
            e.HasQueryFilter(s => IsService);
        });
        modelBuilder.Entity<ChartUsage>(e =>
        {
            e.ToTable("chart_usage").HasKey(u => new { u.Day, u.Agent, u.Provider });
            e.HasQueryFilter(u => IsService);
        });
        modelBuilder.Entity<ChartAnalysis>(e =>
        {
            e.ToTable("chart_analyses");
            e.Property(a => a.PatternsDetected).HasColumnType(json);
            e.Property(a => a.SupportLevels).HasColumnType(json);
            e.Property(a => a.ResistanceLevels).HasColumnType(json);
            e.Property(a => a.Payload).HasColumnType(json);
            e.HasQueryFilter(a => IsService || a.UserId == UserId);
        });
        modelBuilder.Entity<StoredSetup>(e =>
        {
            e.ToTable("setups");
            e.Property(s => s.Payload).HasColumnType(json);
            e.HasQueryFilter(s => IsService || s.UserId == UserId);
        });
        modelBuilder.Entity<TaskRun>(e =>
        {
            e.ToTable("task_runs");
            e.Property(r => r.State).HasConversion(s => s.ToString().ToLowerInvariant(), s => Enum.Parse<TaskState>(s, true));
            e.Property(r => r.Arguments).HasColumnType(json);
            e.Property(r => r.Result).HasColumnType(json);
            e.HasQueryFilter(r => IsService);
        });
        modelBuilder.Entity<Alert>(e =>
        {
            e.ToTable("alerts");
            e.Property(a => a.Context).HasColumnType(json);
            e.Property(a => a.Chart).HasColumnType(json);
            e.HasQueryFilter(a => IsService || a.UserId == UserId);
        });
        modelBuilder.Entity<AlertRoute>(e =>
        {
            e.ToTable("alert_routes");
            e.HasQueryFilter(r => IsService || r.UserId == UserId);
        });
        modelBuilder.Entity<AlertDelivery>(e =>
        {
            e.ToTable("alert_deliveries");
            e.HasQueryFilter(d => IsService || d.UserId == UserId);
        });
        modelBuilder.Entity<AlertSubscription>(e =>
        {
            e.ToTable("alert_subscriptions");
            e.HasQueryFilter(s => IsService || s.UserId == UserId);
        });
        modelBuilder.Entity<Trade>(e =>
        {
            e.ToTable("trades");
            e.Property(t => t.Metadata).HasColumnType(json);
            e.Property(t => t.Version).IsConcurrencyToken();
            e.HasQueryFilter(t => IsService || t.UserId == UserId);
        });
        modelBuilder.Entity<TradeExecution>(e =>
        {
            e.ToTable("trade_executions");
            e.HasQueryFilter(x => IsService || x.UserId == UserId);
        });
        modelBuilder.Entity<JournalEntry>(e =>
        {
            e.ToTable("journal_entries");
            e.Property(j => j.Context).HasColumnType(json);
            e.Property(j => j.Metadata).HasColumnType(json);
            e.Property(j => j.Version).IsConcurrencyToken();
            e.HasQueryFilter(j => IsService || j.UserId == UserId);
        });
        modelBuilder.Entity<Report>(e =>
        {
            e.ToTable("reports");
            e.Property(r => r.Files).HasColumnType(json);
            e.Property(r => r.Metrics).HasColumnType(json);
            e.Property(r => r.Metadata).HasColumnType(json);
            e.HasQueryFilter(r => IsService || r.UserId == UserId);
        });
    }

    private void RefuseForeignRows()
    {
        if (IsService) return;
        foreach (var entry in ChangeTracker.Entries<IOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            var before = entry.State == EntityState.Added ? UserId : (Guid?)entry.Property(nameof(IOwned.UserId)).OriginalValue;
            if (entry.Entity.UserId != UserId || before != UserId) throw new ForbiddenException($"{entry.Metadata.GetTableName()}: the row must be the caller's own");
        }
    }

    /// <summary>Times are UTC; SQLite does not say so when it reads them.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        v => v.Kind == DateTimeKind.Utc ? v : v.ToUniversalTime(), v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
}
