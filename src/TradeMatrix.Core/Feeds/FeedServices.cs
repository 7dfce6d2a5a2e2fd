using System.Net;
using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradeMatrix.Core.Feeds.Demo;
using TradeMatrix.Core.Feeds.Folders;
using TradeMatrix.Core.Feeds.Http;
using TradeMatrix.Core.Feeds.Vendors;

namespace TradeMatrix.Core.Feeds;

/// <summary>Registers the feeds.</summary>
public static class FeedServices
{
    /// <summary>Registers every enabled <see cref="IFeed"/> in their order, and <see cref="FolderWatch"/> when there is a folder.</summary>
    /// <exception cref="ArgumentException">A feed is unknown or comes twice.</exception>
    public static IServiceCollection AddFeeds(this IServiceCollection services, FeedSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Check(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FeedCalls>();
        foreach (var name in settings.Enabled) Add(services, settings, name);
        return services;
    }

    private static void Add(IServiceCollection services, FeedSettings settings, string name)
    {
        switch (name)
        {
            case FeedNames.Yahoo:
                AddVendor(YahooFeed.Url, YahooFeed.CreateLimiter, c => new YahooFeed(c));
                break;
            case FeedNames.Binance:
                AddVendor(BinanceFeed.Url, BinanceFeed.CreateLimiter, c => new BinanceFeed(c));
                break;
            case FeedNames.Stooq:
                AddVendor(StooqFeed.Url, StooqFeed.CreateLimiter, c => new StooqFeed(c));
                break;
            case FeedNames.TwelveData:
                var vendor = AddVendor(TwelveDataFeed.Url, TwelveDataFeed.CreateLimiter, c => new TwelveDataFeed(c), settings.TwelveDataKey);
                if (settings.TwelveDataKey is { } key)
                    vendor.ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("apikey", key));
                break;
            case FeedNames.AlphaVantage:
                AddVendor(AlphaVantageFeed.Url, AlphaVantageFeed.CreateLimiter, c => new AlphaVantageFeed(c), settings.AlphaVantageKey);
                break;
            case FeedNames.Folder:
                // Its files are stored as they come: there is nothing to ask for.
                if (settings.Folder is { } folder) services.AddSingleton(s => ActivatorUtilities.CreateInstance<FolderWatch>(s, folder));
                break;
            default:
                services.AddSingleton<IFeed, DemoFeed>();
                break;
        }

        IHttpClientBuilder AddVendor(string url, Func<RateLimiter> createLimiter, Func<FeedClient, IFeed> create, string? apiKey = null)
        {
            var address = settings.BaseUrls.TryGetValue(name, out var other) ? other.AbsoluteUri : url;
            services.AddKeyedSingleton(name, (_, _) => createLimiter());
            services.AddSingleton(s =>
                create(new FeedClient(name, s.GetRequiredService<IHttpClientFactory>(), s.GetRequiredService<TimeProvider>(), apiKey)));
            return AddClient(services, name, new Uri(address.TrimEnd('/') + '/'));
        }
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name, Uri address)
    {
        var builder = services.AddHttpClient(name, client =>
        {
            client.BaseAddress = address;
            // The pipeline has the time-outs.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (compatible; TradeMatrix)");
        });
        builder
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirection would carry a key to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // Addresses with a key in them are not for the log.
            .RemoveAllLoggers()
            .AddResilienceHandler(name, (pipeline, context) => FeedPipeline.Build(
                pipeline,
                context.ServiceProvider.GetRequiredKeyedService<RateLimiter>(name),
                context.ServiceProvider.GetRequiredService<TimeProvider>()));
        return builder.AddHttpMessageHandler(() => new BodyReader());
    }

    private static void Check(FeedSettings settings)
    {
        foreach (var name in settings.Enabled.Concat(settings.BaseUrls.Keys))
        {
            if (!FeedNames.All.Contains(name))
                throw new ArgumentException($"feeds: '{name}' must be one of {string.Join(", ", FeedNames.All)}", nameof(settings));
        }
        if (settings.Enabled.Distinct().Count() < settings.Enabled.Count)
            throw new ArgumentException($"feeds: '{string.Join(", ", settings.Enabled)}' must name each feed once", nameof(settings));
    }
}
