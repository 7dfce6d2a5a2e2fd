using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>A feed of one price that never changes, so that its bars can be told from another's.</summary>
internal sealed class FakeFeed(string name, double price, params Timeframe[] timeframes) : IFeed
{
    private readonly ConcurrentQueue<FeedRequest> _requests = new();
    private readonly TaskCompletionSource _asked = new();
    private TimeProvider _clock = TimeProvider.System;

    public string Name => name;

    public string SymbolNamespace { get; init; } = Core.Symbols.SymbolNamespace.Yahoo;

    public IReadOnlyList<Timeframe> Timeframes => timeframes;

    public double Price => price;

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyList<FeedRequest> Requests => [.. _requests];

    /// <summary>Ends when it is first asked.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Its first bar is not before this.</summary>
    public long Beginning { get; set; } = DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds();

    /// <summary>Time that one call can have, in bars.</summary>
    public int Reach { get; set; } = 1_000_000;

    /// <summary>What goes wrong with a request; null when all is well.</summary>
    public Func<FeedRequest, FeedException?> Fail { get; set; } = _ => null;

    /// <summary>Answers come when this has ended.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>A service with these feeds.</summary>
    public static Task<TestService> ServeAsync(Servers servers, DatabaseKind kind, params FakeFeed[] feeds) => TestService.CreateAsync(servers, kind, configure: services =>
    {
        foreach (var feed in feeds)
        {
            services.AddSingleton<IFeed>(s =>
            {
                feed._clock = s.GetRequiredService<TimeProvider>();
                return feed;
            });
        }
    });

    /// <summary>Every request fails like this.</summary>
    public void FailAlways(FeedFailure kind, string reason = "not today", TimeSpan? retryAfter = null) => Fail = r => new FeedException(name, r.Symbol, kind, reason, retryAfter);

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        _asked.TrySetResult();
        await Gate.ConfigureAwait(false);
        if (Fail(request) is { } failure) throw failure;
        var length = (long)request.Timeframe.Duration.TotalMilliseconds;
        var to = Math.Min(request.To, _clock.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        var from = Math.Max(request.From, to - (Reach * length));
        var bars = new List<Bar>();
        for (var t = (Math.Max(from, Beginning) + length - 1) / length * length; t < to; t += length) bars.Add(new Bar(t, price, price + 1, price - 1, price, 1));
        return new FeedBars(BarSeries.From(bars), from);
    }
}
