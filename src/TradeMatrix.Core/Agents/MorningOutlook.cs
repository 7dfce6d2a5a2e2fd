using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Core.Agents;

/// <summary>Looks at a symbol as it stands in the morning of a trading day.</summary>
public sealed class MorningOutlook(BarLoader loader, ClosedBars bars, ChartService charts, SetupFinder finder, SetupCharts setupCharts)
{
    private const string Module = "morning";

    /// <summary>Studies of charts whose symbol has none of its own.</summary>
    private const string Profile = "morning";

    /// <summary>Fine bars reach back over a night of minutes.</summary>
    private const int BarsRead = 500, FineBarsRead = 1500;

    private static readonly Timeframe[] Timeframes = [Timeframe.H1, Timeframe.M15, Timeframe.D1];

    /// <summary>The opening range of New York is not known in the morning.</summary>
    private static readonly SetupRule[] Rules = [.. SetupRules.All.Values.Where(r => r.Name != "orb")];

    /// <summary>Looks at a symbol.</summary>
    /// <param name="watched">The symbol, and for whom.</param>
    /// <param name="day">The day.</param>
    /// <param name="now">The time, Unix milliseconds UTC.</param>
    /// <param name="withCharts">Whether the readings are drawn; setups always are.</param>
    /// <returns>Null when its exchange is closed on the day.</returns>
    public async Task<SymbolOutlook?> OfAsync(Watched watched, DateOnly day, long now, bool withCharts, CancellationToken cancellationToken)
    {
        var symbol = watched.Symbol;
        var calendar = BarLoader.CalendarOf(symbol, symbol.Timezone);
        if (!calendar.IsTradingDay(day)) return null;
        var hasStudies = ChartConfig.Read(symbol.ChartConfig).Indicators is not null;
        var (readings, pictures, urls) = (new List<MarketReading>(), new List<ReportPicture>(), new List<string>());
        DayLevels? levels = null;
        var asOf = now;
        var dayNumber = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        foreach (var timeframe in Timeframes)
        {
            if (await bars.LastAsync(watched.Owner, symbol, timeframe, BarsRead, now, cancellationToken).ConfigureAwait(false) is not { Bars: var closed } series) continue;
            asOf = Math.Min(asOf, series.AsOf);
            if (timeframe == Timeframe.D1 || levels is null) levels = DayLevels.For(dayNumber, closed, timeframe, calendar) ?? levels;
            readings.Add(MarketReading.Read(closed, timeframe, calendar));
        }
        if (readings.Count == 0) throw new ServiceException(ErrorCode.NoData, $"it has no bars of {string.Join(", ", Timeframes)}");

        foreach (var reading in withCharts ? readings : [])
        {
            var answer = await DrawAsync(watched, reading.Timeframe, hasStudies ? null : Profile, asOf, [.. LevelLines(levels, withDayBefore: hasStudies), .. ReadingDrawings.Of(reading)], $"{MorningPlanner.Name} {symbol.Id} {reading.Timeframe} {day:yyyy-MM-dd}", reading.Summary, cancellationToken).ConfigureAwait(false);
            pictures.Add(PictureOf(answer, reading.Summary));
            urls.Add(answer.Snapshot!.ChartUrl);
        }
        var setups = await finder.FindAsync(watched, Module, Rules, day, now, cancellationToken).ConfigureAwait(false);
        var setupPictures = new List<ReportPicture>();
        foreach (var setup in setups)
        {
            var answer = await setupCharts.DrawAsync(watched, setup, MorningPlanner.Name, asOf, cancellationToken).ConfigureAwait(false);
            setupPictures.Add(PictureOf(answer, SetupCharts.Words(setup)));
            urls.Add(answer.Snapshot!.ChartUrl);
        }
        // Longer bars have not closed on what came last.
        var finest = await loader.FinestAsync(watched.Owner, symbol, Timeframe.D1, cancellationToken).ConfigureAwait(false) ?? Timeframe.D1;
        if (await bars.LastAsync(watched.Owner, symbol, finest, FineBarsRead, now, cancellationToken).ConfigureAwait(false) is not { Bars: var last }) throw new ServiceException(ErrorCode.NoData, $"its bars of {finest} have gone");
        var (overnight, gap, isOpen) = Overnight(last, finest, calendar, dayNumber, levels, now);
        var isStale = calendar.TradingDay(last.Time[^1], finest) < calendar.PreviousTradingDay(dayNumber);
        return new SymbolOutlook(symbol.Symbol, ChartSpecs.Decimals(symbol.TickSize), last.Close[^1], BarStore.ToTime(last.Time[^1]), isStale, levels, overnight, gap, isOpen, readings, pictures, urls, setups, setupPictures);
    }

    private Task<ChartAnswer> DrawAsync(
        Watched watched, string timeframe, string? profile, long asOf, ImmutableArray<DrawingSpec> drawings, string key, string words, CancellationToken cancellationToken) => charts.GenerateAsync(watched.Owner, new ChartRequest
        {
            Symbol = watched.Symbol.Symbol, Timeframe = Timeframe.Parse(timeframe), Profile = profile, Agent = MorningPlanner.Name, AsOf = asOf, Overrides = ClosedBars.WholeDay, Drawings = drawings, IdempotencyKey = key, TriggerType = Trigger.Report, MayUseReserve = true, Metadata = new JsonObject { ["summary"] = words },
        }, cancellationToken);

    private static ReportPicture PictureOf(ChartAnswer answer, string words) => new(answer.Picture.Bytes, answer.Picture.Width, answer.Picture.Height, words, words);

    /// <summary>The pivot, and high and low of the day before where no profile draws them.</summary>
    private static IEnumerable<DrawingSpec> LevelLines(DayLevels? levels, bool withDayBefore)
    {
        if (levels is null) yield break;
        (string Name, double Price, Rgba Color)[] lines =
        [
            ("high of the day before", levels.High, new(0xFF, 0xFF, 0x00)), ("low of the day before", levels.Low, new(0x00, 0xFF, 0xFF)), ("P", levels.Pivot, new(0xE0, 0xE0, 0xE0)),
        ];
        foreach (var (name, price, color) in withDayBefore ? lines : lines[^1..])
        {
            var line = new DrawingSpec("Horizontal Line").With("price", price).With("text", name);
            yield return line with { Override = line.Override.SetItem("lineColor", color).SetItem("textColor", color).SetItem("lineWidth", 1) };
        }
    }

    /// <summary>What happened since the last session, and where the day begins or would begin.</summary>
    private static ((double High, double Low)? Range, double? Gap, bool IsOpen) Overnight(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, int day, DayLevels? levels, long now)
    {
        if (!timeframe.IsIntraday || calendar.SessionOf(calendar.PreviousTradingDay(day)) is not { } before || calendar.SessionOf(day) is not { } today) return (null, null, false);
        double high = double.NegativeInfinity, low = double.PositiveInfinity, price = double.NaN, open = double.NaN;
        for (var i = bars.IndexAtOrAfter(before.Close); i < bars.Count; i++)
        {
            if (bars.IsGap(i)) continue;
            if (bars.Time[i] >= today.Open)
            {
                open = bars.Open[i];
                break;
            }
            (high, low, price) = (Math.Max(high, bars.High[i]), Math.Min(low, bars.Low[i]), bars.Close[i]);
        }
        var first = double.IsNaN(open) ? price : open;
        return (high >= low ? (high, low) : null, levels is null || double.IsNaN(first) ? null : first - levels.Close, now >= today.Open);
    }
}
