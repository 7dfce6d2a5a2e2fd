using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests;

/// <summary>The whole chart service over an empty database with the catalogue, for one test.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public static readonly Caller Ann = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-000000000001")), Bob = Caller.User(new Guid("bbbbbbbb-0000-4000-8000-000000000002"));

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private TestService(TestDatabase database, ServiceProvider services, FakeTimeProvider clock) => (_database, _services, Clock) = (database, services, clock);

    /// <summary>Stands at Tuesday 2026-03-03 12:00 UTC until a test moves it.</summary>
    public FakeTimeProvider Clock { get; }

    public Database Database => _services.GetRequiredService<Database>();
    public ServiceSettings Settings => _services.GetRequiredService<ServiceSettings>();
    public SymbolStore Symbols => _services.GetRequiredService<SymbolStore>();
    public BarStore Bars => _services.GetRequiredService<BarStore>();
    public BarLoader Loader => _services.GetRequiredService<BarLoader>();
    public SnapshotStore Snapshots => _services.GetRequiredService<SnapshotStore>();
    public FeedService Feeds => _services.GetRequiredService<FeedService>();
    public SymbolDiscovery Discovery => _services.GetRequiredService<SymbolDiscovery>();
    public FeedRefresh Refresh => _services.GetRequiredService<FeedRefresh>();
    public IServiceProvider Services => _services;
    public ChartService Charts => _services.GetRequiredService<ChartService>();
    public TradeStore Trades => _services.GetRequiredService<TradeStore>();
    public TradeImport TradeImport => _services.GetRequiredService<TradeImport>();
    public JournalStore Journal => _services.GetRequiredService<JournalStore>();
    public JournalBot JournalBot => _services.GetRequiredService<JournalBot>();
    public ReportStore Reports => _services.GetRequiredService<ReportStore>();
    public IBlobStore ReportBlobs => _services.GetRequiredKeyedService<IBlobStore>(ReportStore.BlobsKey);
    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    /// <summary>Any other part.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<TestService> CreateAsync(Servers servers, DatabaseKind kind, Func<ServiceSettings, ServiceSettings>? change = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync(servers, kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));
        var collection = new ServiceCollection().AddLogging().AddChartService((change ?? (s => s))(database.Settings with { Feeds = [] }));
        collection.AddSingleton<TimeProvider>(clock);
        configure?.Invoke(collection);
        var services = collection.BuildServiceProvider();
        await services.PrepareAsync(TestContext.Current.CancellationToken);
        return new TestService(database, services, clock);
    }

    /// <summary>Gives a user daily bars of a symbol, weekdays up to 2026-03-02.</summary>
    public async Task<MarketSymbol> GiveBarsAsync(Caller caller, string symbol, int count = 400)
    {
        var own = await Symbols.OwnAsync(caller, symbol, TestContext.Current.CancellationToken);
        await Bars.WriteAsync(caller, own, Timeframe.D1, Days(count), "import", TestContext.Current.CancellationToken);
        Loader.Forget(own.Id);
        return own;
    }

    public static BarSeries Days(int count)
    {
        var (bars, day) = (new List<Bar>(), new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
        for (; bars.Count < count; day = day.AddDays(-1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            var middle = 100 + (10 * Math.Sin(bars.Count / 20.0));
            bars.Add(new Bar(new DateTimeOffset(day).ToUnixTimeMilliseconds(), middle - 0.5, middle + 1, middle - 1, middle + 0.5, 1000 + bars.Count));
        }
        bars.Reverse();
        return BarSeries.From(bars);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
