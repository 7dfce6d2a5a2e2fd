using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

/// <summary>A client, the server it calls, and a clock that both go by.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 21, 30, 0, 250, TimeSpan.Zero);

    private readonly TaskCompletionSource<bool> _answerBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http;
    private readonly Func<int, Task>? _reserve;
    private int _reservations;

    private Rig(ChartImgServer server, WatchedTime time, ChartImgSettings settings, Func<int, Task>? reserve)
    {
        (Server, Time, Settings, _reserve) = (server, time, settings, reserve);
        _http = new HttpClient(new Watch(_answerBegan) { InnerHandler = ChartImgClient.CreateHandler() });
        Client = new ChartImgClient(_http, settings, time);
    }

    public static ChartSpec Spec { get; } = new() { Symbol = "BINANCE:BTCUSDT", Width = 500, Height = 320 };

    public static CancellationToken Ends => TestContext.Current.CancellationToken;

    public ChartImgServer Server { get; }

    public WatchedTime Time { get; }

    public ChartImgSettings Settings { get; }

    public ChartImgClient Client { get; }

    public int Reservations => _reservations;

    /// <param name="keys">Keys of the client, which the server knows.</param>
    /// <param name="plan">Their plan; by default one that sets no limit.</param>
    /// <param name="retries">Retries of the client.</param>
    /// <param name="reserve">Gets the number of the reservation.</param>
    public static async Task<Rig> StartAsync(string[] keys, ChartImgPlan? plan = null, int retries = 2, Func<int, Task>? reserve = null)
    {
        var time = new WatchedTime(Start);
        var server = await ChartImgServer.StartAsync(keys.ToDictionary(k => k, _ => plan ?? ChartImgPlan.Ultra with { Burst = 10_000, PerDay = 10_000 }), time, Ends);
        return new Rig(server, time, new ChartImgSettings(keys) { BaseUrl = server.Address, Retries = retries }, reserve);
    }

    /// <summary>A picture, and which of the keys paid for it.</summary>
    public sealed record Drawn(byte[] Bytes, int Key);

    public async Task<Drawn> DrawAsync(ChartSpec? spec = null, PictureFormat format = PictureFormat.Png)
    {
        var bytes = await Client.DrawAsync(spec ?? Spec, format, null, Reserve, Ends);
        return new Drawn(bytes, Settings.Keys.ToList().IndexOf(Server.Calls[^1].Key!));
    }

    private Task Reserve(CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _reservations);
        return _reserve?.Invoke(count) ?? Task.CompletedTask;
    }

    public Task<UpstreamException> FailAsync(Task<Drawn>? drawing = null) => Assert.ThrowsAsync<UpstreamException>(() => drawing ?? DrawAsync());

    /// <summary>The head of an answer has come to the client.</summary>
    public Task<bool> AnswerBegan => _answerBegan.Task;

    /// <summary>Waits until the client pauses between two attempts, and lets the pause pass.</summary>
    public async Task<TimeSpan> PassPauseAsync(Task drawing)
    {
        var pause = await Before(drawing, Time.NextTimerAsync(Settings.Timeout, Ends));
        Time.Advance(pause);
        return pause;
    }

    /// <summary>What happens before the drawing ends; a test that waits for it must not wait for ever.</summary>
    public static async Task<T> Before<T>(Task drawing, Task<T> expected)
    {
        if (await Task.WhenAny(drawing, expected) == expected) return await expected;
        await drawing;
        throw new InvalidOperationException("The chart was drawn before that.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private sealed class Watch(TaskCompletionSource<bool> answerBegan) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            answerBegan.TrySetResult(true);
            return answer;
        }
    }
}
