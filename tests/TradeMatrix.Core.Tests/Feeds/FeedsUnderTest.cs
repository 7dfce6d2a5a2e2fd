using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>All vendors' feeds as the service has them, with their vendors played by a local server, on a clock that stands still.</summary>
public sealed class FeedsUnderTest : IAsyncLifetime
{
    private ServiceProvider? _services;

    /// <summary>A Wednesday, 15:37:12 UTC, in winter.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 14, 15, 37, 12, TimeSpan.Zero);

    public WatchedTime Time { get; } = new(Start);

    public VendorServer Server { get; private set; } = null!;

    public LinesOfLog Log { get; } = new();

    public static long At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    /// <summary>What the market has, as the feeds are to tell it.</summary>
    public static IReadOnlyList<Bar> Market(Timeframe timeframe, string from, string to, bool hasVolume = true)
    {
        var bars = new List<Bar>();
        for (var t = At(from); t < At(to); t += (long)timeframe.Duration.TotalMilliseconds)
            bars.Add(hasVolume ? VendorMarket.At(t) : VendorMarket.At(t) with { Volume = double.NaN });
        return bars;
    }

    public static IReadOnlyList<Bar> ListOf(BarSeries bars) => [.. Enumerable.Range(0, bars.Count).Select(i => bars[i])];

    public async ValueTask InitializeAsync()
    {
        Server = await VendorServer.StartAsync(Time, TestContext.Current.CancellationToken);
        _services = Services(new FeedSettings { TwelveDataKey = VendorKeys.TwelveData, AlphaVantageKey = VendorKeys.AlphaVantage });
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (Server is not null) await Server.DisposeAsync();
    }

    public IFeed Feed(string name) => Feed(_services!, name);

    public static IFeed Feed(IServiceProvider services, string name) => services.GetServices<IFeed>().Single(f => f.Name == name);

    /// <summary>Fetches from a feed.</summary>
    public Task<FeedBars> FetchAsync(string feed, string symbol, Timeframe timeframe, string from, string to, CancellationToken? cancellationToken = null) =>
        Feed(feed).FetchAsync(new FeedRequest(symbol, timeframe, At(from), At(to)), cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Fetches from a feed what it cannot give.</summary>
    public Task<FeedException> FailAsync(string feed, string symbol, Timeframe timeframe, string from, string to) =>
        Assert.ThrowsAsync<FeedException>(() => FetchAsync(feed, symbol, timeframe, from, to));

    /// <summary>The feeds with other settings.</summary>
    public ServiceProvider Services(FeedSettings settings) => new ServiceCollection()
        .AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
        .AddSingleton<TimeProvider>(Time)
        .AddFeeds(settings with { Enabled = [FeedNames.Yahoo, FeedNames.Binance, FeedNames.Stooq, FeedNames.TwelveData, FeedNames.AlphaVantage], BaseUrls = Server.BaseUrls })
        .BuildServiceProvider();
}
