using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Charts.Subjects;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using ZiggyCreatures.Caching.Fusion;

namespace TradeMatrix.Core;

/// <summary>Puts the chart service together.</summary>
public static class CoreServices
{
    /// <summary>Adds the chart service.</summary>
    /// <param name="services">The container.</param>
    /// <param name="settings">Everything that can be set.</param>
    public static IServiceCollection AddChartService(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<SymbolCatalogue>();
        services.AddSingleton<SymbolStore>();
        services.AddSingleton<BarStore>();
        services.AddFeeds(new FeedSettings
        {
            Enabled = settings.Feeds, TwelveDataKey = settings.TwelveDataKey, AlphaVantageKey = settings.AlphaVantageKey, Folder = settings.FeedFolder, BaseUrls = settings.FeedUrls,
        });
        services.AddSingleton<FeedService>();
        services.AddSingleton<SymbolDiscovery>();
        services.AddSingleton<DemoBarSource>();
        services.AddSingleton<FeedRefresh>();
        services.AddSingleton<IScheduledTask>(s => s.GetRequiredService<FeedRefresh>());
        services.AddSingleton<BarLoader>();
        services.AddSingleton<BarImport>();
        services.AddSingleton<SubjectFinder>();
        services.AddSingleton<ContentLoader>();
        services.AddSingleton(_ => BlobsIn(settings, "blobs", ""));
        services.AddKeyedSingleton(ReportStore.BlobsKey, (_, _) => BlobsIn(settings, "reports", "reports/"));
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<EmbeddedProvider>();
        if (settings.RedisHost is not null)
        {
            // The server may be away when we start; the connection comes when it can.
            services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(RedisOptions(settings)));
            services.AddSingleton<IDistributedCache>(s => new RedisCache(Options.Create(new RedisCacheOptions
            {
                ConnectionMultiplexerFactory = () => Task.FromResult(s.GetRequiredService<IConnectionMultiplexer>()),
            })));
        }
        services.AddSingleton(s => new ChartCache(s.GetService<IDistributedCache>(), s.GetService<ILogger<FusionCache>>()));
        services.AddSingleton<UsageHistory>();
        services.AddSingleton<RequestLimiter>();
        services.AddSingleton<ApiKeys>();
        if (settings.RedisHost is not null) services.AddSingleton<IQuota, RedisQuota>();
        else services.AddSingleton<IQuota, DatabaseQuota>();
        if (settings.ChartImgKeys.Count > 0)
        {
            services.AddSingleton(s => new ChartImgClient(
                new HttpClient(ChartImgClient.CreateHandler()), settings.ChartImgUrl is { } url ? new ChartImgSettings(settings.ChartImgKeys) { BaseUrl = url } : new ChartImgSettings(settings.ChartImgKeys), s.GetRequiredService<TimeProvider>()));
            services.AddSingleton<UpstreamLayouts>();
            if (settings.Provider == UpstreamProvider.Name) services.AddSingleton<UpstreamProvider>();
        }
        services.AddSingleton<ChartService>();
        services.AddSingleton<IScheduledTask, SnapshotCleanup>();
        services.AddTasks();
        services.AddAlerts();
        services.AddAgents();
        services.AddSingleton<TradeStore>();
        services.AddSingleton<TradeImport>();
        services.AddSingleton<TradeCharts>();
        services.AddSingleton<JournalStore>();
        services.AddSingleton<MarketDays>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<JournalReports>();
        services.AddSingleton<JournalBot>();
        services.AddSingleton<IScheduledTask>(s => s.GetRequiredService<JournalBot>());
        return services;
    }

    /// <summary>Brings an embedded database up to date, makes sure that another is, and fills the catalogue.</summary>
    /// <exception cref="MigrationException">The schema is too old.</exception>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var migrator = services.GetRequiredService<Migrator>();
        if (services.GetRequiredService<ServiceSettings>().IsEmbedded) migrator.Migrate();
        else await migrator.RequireAllAsync(cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<SymbolCatalogue>().SeedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A bucket, or a folder beside the embedded database.</summary>
    private static IBlobStore BlobsIn(ServiceSettings settings, string folder, string prefix) => settings.S3Bucket is { } bucket
        ? new S3BlobStore(new S3BlobSettings(settings.S3Endpoint, bucket, settings.S3AccessKey!, settings.S3SecretKey!) { Region = settings.S3Region, Prefix = prefix })
        : new FolderBlobStore(Path.Combine(settings.DataFolder, folder));

    private static ConfigurationOptions RedisOptions(ServiceSettings settings) => new()
    {
        EndPoints = { { settings.RedisHost!, settings.RedisPort } },
        Password = settings.RedisPassword,
        AbortOnConnectFail = false,
        ConnectTimeout = 2000,
        SyncTimeout = 2000,
        AsyncTimeout = 2000,
        BacklogPolicy = BacklogPolicy.FailFast,
        ClientName = "tradematrix",
    };
}
