using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>
/// Invented bars for any symbol and timeframe, from nothing but the symbol's name and the time: always the same, whatever the span
/// asked for, and each bar the sum of the shorter ones in it. Needs no network.
/// </summary>
public sealed class DemoFeed(TimeProvider time) : IFeed
{
    /// <summary>What a picture of these bars is to say.</summary>
    public const string Watermark = "DEMO DATA";

    private const int MostBars = 30_000;

    /// <summary>1990-01-01.</summary>
    internal const long Beginning = 631_152_000_000;

    /// <inheritdoc/>
    public string Name => FeedNames.Demo;

    /// <inheritdoc/>
    public string SymbolNamespace => Symbols.SymbolNamespace.Canonical;

    /// <inheritdoc/>
    public IReadOnlyList<Timeframe> Timeframes { get; } = [.. Timeframe.Names.Select(Timeframe.Parse)];

    /// <inheritdoc/>
    public Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.CheckSpan(Name);
        cancellationToken.ThrowIfCancellationRequested();
        var instrument = DemoInstrument.Of(request.Symbol);
        var hours = ExchangeCalendar.For(instrument.Exchange)!;
        var bars = new DemoBars(instrument, new DemoSessions(hours), time.GetUtcNow().ToUnixTimeMilliseconds());

        var length = (long)request.Timeframe.Duration.TotalMilliseconds;
        var from = Math.Max(Math.Max(request.From, Beginning), Math.Min(request.To, bars.Now) - (MostBars * length));
        var native = DemoBars.NativeOf(request.Timeframe);
        // A longer bar needs all of its parts: those of the bars at the ends lie outside the span.
        var margin = native == request.Timeframe ? 0 : 2 * length;
        var all = Resampler.Resample(bars.Between(native, from - margin, request.To + margin, cancellationToken), native, request.Timeframe, hours);
        int start = all.IndexAtOrAfter(from), end = all.IndexAtOrAfter(request.To);
        return Task.FromResult(new FeedBars(all.Slice(start, Math.Max(end - start, 0)), from));
    }
}
