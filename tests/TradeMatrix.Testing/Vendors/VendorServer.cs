using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Feeds;

namespace TradeMatrix.Testing.Vendors;

/// <summary>
/// Plays the vendors of market data on a free loopback port, each below a path of its feed's name, in their documented shapes and
/// with their limits on what a call may ask; and faults in the order they are asked for.
/// </summary>
public sealed class VendorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<VendorFault> _faults = new();
    private readonly ConcurrentQueue<VendorCall> _calls = new();
    private readonly Channel<VendorCall> _arrivals = Channel.CreateUnbounded<VendorCall>();

    private VendorServer(WebApplication app) => _app = app;

    /// <summary>Where each vendor is, for <see cref="FeedSettings.BaseUrls"/>.</summary>
    public IReadOnlyDictionary<string, Uri> BaseUrls =>
        new[] { FeedNames.Yahoo, FeedNames.Binance, FeedNames.Stooq, FeedNames.TwelveData, FeedNames.AlphaVantage }
            .ToDictionary(n => n, n => new Uri($"{_app.Urls.Single()}/{n}"), StringComparer.Ordinal);

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<VendorCall> Calls => [.. _calls];

    /// <summary>Starts a server.</summary>
    /// <param name="time">The clock of the market.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<VendorServer> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new VendorServer(app);
        app.Use(server.MeetAsync);
        app.MapGet("/yahoo/v8/finance/chart/{symbol}", c => YahooActor.AnswerAsync(c, time));
        app.MapGet("/binance/api/v3/klines", c => BinanceActor.AnswerAsync(c, time));
        app.MapGet("/stooq/q/d/l/", c => StooqActor.AnswerAsync(c, time));
        app.MapGet("/twelvedata/time_series", c => TwelveDataActor.AnswerAsync(c, time));
        app.MapGet("/alphavantage/query", c => AlphaVantageActor.AnswerAsync(c, time));
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The next calls meet these, one each, and then all is well again.</summary>
    public void Fail(params IEnumerable<VendorFault> faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    /// <summary>The next call that arrives, or one that arrived and was not yet asked for.</summary>
    public ValueTask<VendorCall> NextCallAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task MeetAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var call = new VendorCall(request.Path + request.QueryString, request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            request.Headers.Authorization.ToString(), request.Headers.UserAgent.ToString());
        _calls.Enqueue(call);
        _arrivals.Writer.TryWrite(call);
        await (_faults.TryDequeue(out var fault) ? fault.HappenAsync(context) : next(context));
    }
}
