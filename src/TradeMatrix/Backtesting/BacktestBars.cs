using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Files;

namespace TradeMatrix.Backtesting;

/// <summary>Bars to replay.</summary>
/// <param name="Symbol">Their symbol.</param>
/// <param name="Bars">The bars, with some before the range to warm up and some after it to end trades.</param>
/// <param name="Timeframe">Their timeframe.</param>
/// <param name="Finer">The shorter bars that they were made of; null when there are none.</param>
/// <param name="Calendar">When the market trades.</param>
/// <param name="Notices">What the reader should know of them.</param>
internal sealed record BacktestBars(string Symbol, BarSeries Bars, Timeframe Timeframe, BarSeries? Finer, ExchangeCalendar Calendar, IReadOnlyList<string> Notices)
{
    /// <summary>Days before the range in which averages settle, and after it in which trades end.</summary>
    private const int Margin = 60;

    private const long MostBars = 5_000_000;

    /// <summary>Bars of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="csvZone">Zone of times without an offset.</param>
    /// <param name="symbol">Symbol; null for the file name's.</param>
    /// <param name="exchange">Exchange; null for the file name's.</param>
    /// <param name="wanted">Timeframe; null for the rule's, or the file's own when that is longer.</param>
    /// <param name="rule">The rule.</param>
    public static BacktestBars OfFile(string path, string csvZone, string? symbol, string? exchange, Timeframe? wanted, SetupRule rule)
    {
        var source = BarSource.Read(path, csvZone, wanted);
        var own = source.File.Timeframe;
        var timeframe = wanted ?? (Resampler.IsMultiple(own, rule.Timeframe) ? rule.Timeframe : own);
        Check(timeframe, rule, path);
        var (calendar, notices) = CalendarOf(ExchangeCalendar.For(exchange ?? source.Exchange ?? ""), source.File.Bars, own, "Etc/UTC");
        if (IsElsewhere(calendar, source.File.Bars, own))
            notices = [.. notices, $"most bars lie outside the hours of {calendar.Exchange}: if their times have no offset, --csv-zone says of which zone they are (read as {csvZone})"];
        return new BacktestBars(symbol ?? source.Symbol, source.In(timeframe, calendar, regularOnly: false), timeframe, own == timeframe ? null : source.File.Bars, calendar, notices);
    }

    /// <summary>Bars of the store; demonstration bars where it has none and the feed is on.</summary>
    /// <param name="services">The service.</param>
    /// <param name="caller">Whose symbol.</param>
    /// <param name="name">Symbol or alias.</param>
    /// <param name="exchange">Exchange; null for the symbol's.</param>
    /// <param name="wanted">Timeframe; null for the rule's.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="from">Start of the range, Unix milliseconds UTC; null for all.</param>
    /// <param name="to">Its end; null for now.</param>
    public static async Task<BacktestBars> OfStoreAsync(
        IServiceProvider services, Caller caller, string name, string? exchange, Timeframe? wanted, SetupRule rule, long? from, long? to, CancellationToken cancellationToken)
    {
        var symbol = await services.GetRequiredService<SymbolStore>().GetAsync(caller, name, cancellationToken).ConfigureAwait(false);
        var timeframe = wanted ?? rule.Timeframe;
        Check(timeframe, rule, symbol.Symbol);
        var (loader, store) = (services.GetRequiredService<BarLoader>(), services.GetRequiredService<BarStore>());
        const long margin = Margin * TimeSpan.MillisecondsPerDay;
        BarSeries bars;
        Timeframe own;
        IReadOnlyList<string> told = [];
        if (await loader.FindAsync(caller, symbol, timeframe, cancellationToken).ConfigureAwait(false) is { } head)
        {
            bars = await store.BetweenAsync(caller, head, from - margin ?? long.MinValue, to + margin ?? long.MaxValue, MostBars, cancellationToken).ConfigureAwait(false);
            own = head.Timeframe;
        }
        else
        {
            var spec = new ChartSpec { Symbol = symbol.Symbol, Interval = timeframe, Session = SessionFilter.Extended, Range = from is { } start ? new ChartRange(null, start - margin, to ?? start) : null, Bars = from is null ? 20_000 : null };
            var loaded = await loader.LoadAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false)
                ?? throw new FailureException($"{symbol.Symbol}: no bars are stored from which {timeframe} can be made; import some, or enable a feed");
            (bars, own, told) = (loaded.Bars, timeframe, loaded.Notices);
        }
        // The bar of now is still in the making.
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        bars = bars.Slice(0, bars.IndexAtOrAfter(now - (long)own.Duration.TotalMilliseconds + 1));
        if (bars.Count == 0) throw new FailureException($"{symbol.Symbol}: no {timeframe} bars are stored in the time asked for");
        var known = exchange is null ? BarLoader.CalendarOf(symbol, "Etc/UTC") is { Exchange.Length: > 0 } listed ? listed : null : ExchangeCalendar.For(exchange);
        var (calendar, notices) = CalendarOf(known, bars, own, symbol.Timezone);
        var shown = own == timeframe ? bars : Resampler.Resample(bars, own, timeframe, calendar);
        return new BacktestBars(symbol.Symbol, shown, timeframe, own == timeframe ? null : bars, calendar, [.. told, .. notices]);
    }

    /// <summary>Time of a bar for people.</summary>
    public static string Time(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static bool IsElsewhere(ExchangeCalendar calendar, BarSeries bars, Timeframe timeframe)
    {
        if (!timeframe.IsIntraday || calendar.Exchange.Length == 0) return false;
        var outside = 0;
        foreach (var time in bars.Time)
        {
            if (!calendar.IsExtended(time)) outside++;
        }
        return outside > bars.Count / 2;
    }

    private static void Check(Timeframe timeframe, SetupRule rule, string of)
    {
        if (timeframe.Duration > rule.Longest.Duration) throw new UsageException($"--timeframe: '{timeframe}' must be at most {rule.Longest} for {rule.Name} ({of})");
    }

    private static (ExchangeCalendar Calendar, string[] Notices) CalendarOf(ExchangeCalendar? known, BarSeries bars, Timeframe timeframe, string zone) =>
        known is not null ? (known, []) : (ExchangeCalendar.Infer(bars, timeframe, zone), ["the exchange is unknown: hours are read from the bars, and holidays are not known"]);
}
