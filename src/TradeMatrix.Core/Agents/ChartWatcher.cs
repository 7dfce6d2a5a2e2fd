using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>
/// Looks at every watched symbol in each configured timeframe: reads its closed bars, draws them with what was found, and keeps
/// picture and reading. Where no bar has closed since the last time there is nothing to do.
/// </summary>
public sealed partial class ChartWatcher(WatchedSymbols watched, ClosedBars bars, ChartService charts, AnalysisStore analyses, TimeProvider clock, ILogger<ChartWatcher> logger) : IScheduledTask
{
    /// <summary>The agent's name on its snapshots.</summary>
    public const string Name = "ChartWatcher";

    /// <summary>Bars that are read: enough for every part of a reading.</summary>
    private const int BarsRead = 500;

    /// <summary>Symbols of one part: few, so that workers share a run, and many enough that the queue costs little.</summary>
    private const int SymbolsInPart = 8;

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("chart_watcher.analyze_all_symbols", "Reads and draws every watched symbol in each configured timeframe")
    {
        Schedule = "*/15 * * * * UTC", TakesSymbols = true, TimeLimit = TimeSpan.FromMinutes(30), Expiry = TimeSpan.FromMinutes(10),
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonObject>> PartsAsync(TaskCall call, CancellationToken cancellationToken) =>
        [.. (await watched.ListAsync(call.Symbols, cancellationToken).ConfigureAwait(false)).Chunk(SymbolsInPart).Select(chunk => new JsonObject
        {
            ["watched"] = new JsonArray([.. chunk.Select(w => new JsonObject { ["owner"] = w.OwnerId, ["symbol"] = w.Symbol.Id })]),
        })];

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var (symbols, analyses, unchanged, withoutBars) = (0, 0, 0, 0);
        var failures = new List<string>();
        foreach (var item in call.Part?["watched"]?.AsArray() ?? [])
        {
            if (await watched.FindAsync((Guid)item!["owner"]!, (Guid)item["symbol"]!, cancellationToken).ConfigureAwait(false) is not { } symbol) continue;
            try
            {
                var (made, same, missing) = await AnalyzeAsync(symbol, cancellationToken).ConfigureAwait(false);
                (symbols, analyses, unchanged, withoutBars) = (symbols + 1, analyses + made, unchanged + same, withoutBars + missing);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsOutage(e))
            {
                LogFailed(e, symbol.Symbol.Symbol);
                failures.Add($"{symbol.Symbol.Symbol}: {TaskFailedException.ReasonOf(e)}");
            }
        }
        var result = new JsonObject { ["symbols_analyzed"] = symbols, ["analyses_created"] = analyses, ["unchanged"] = unchanged, ["without_bars"] = withoutBars, ["failed"] = failures.Count };
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);
    }

    private async Task<(int Made, int Unchanged, int WithoutBars)> AnalyzeAsync(Watched symbol, CancellationToken cancellationToken)
    {
        var timeframes = ChartConfig.Read(symbol.Symbol.ChartConfig).Timeframes ?? ChartConfig.Defaults.Timeframes!.Value;
        var latest = await analyses.LatestAsync(symbol.OwnerId, symbol.Symbol.Id, [.. timeframes.Select(t => t.ToString())], cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (readings, trends, unchanged, withoutBars) = (new List<(Timeframe Timeframe, MarketReading Reading, long AsOf)>(), new List<TrendKind>(), 0, 0);
        foreach (var timeframe in timeframes)
        {
            long? before = null;
            if (latest.TryGetValue(timeframe.ToString(), out var seen)) before = BarStore.ToUnix(seen.AsOf);
            if (before is { } known && !CanHaveClosed(symbol, timeframe, known, now))
            {
                unchanged++;
                trends.Add(Enum.Parse<TrendKind>(seen.Trend, ignoreCase: true));
                continue;
            }
            if (await bars.LastAsync(symbol.Owner, symbol.Symbol, timeframe, BarsRead, now, cancellationToken).ConfigureAwait(false) is not { } closed)
            {
                withoutBars++;
                continue;
            }
            if (before >= closed.Bars.Time[^1])
            {
                unchanged++;
                trends.Add(Enum.Parse<TrendKind>(seen.Trend, ignoreCase: true));
                continue;
            }
            var reading = MarketReading.Read(closed.Bars, timeframe, closed.Calendar);
            readings.Add((timeframe, reading, closed.AsOf));
            trends.Add(reading.Trend.Kind);
        }
        var agreement = ReadingScore.Agree(trends);
        foreach (var (timeframe, reading, asOf) in readings) await KeepAsync(symbol, timeframe, reading with { Score = reading.Score.WithAgreement(agreement) }, asOf, cancellationToken).ConfigureAwait(false);
        return (readings.Count, unchanged, withoutBars);
    }

    /// <summary>Whether a bar after the last one may have closed: bars of days and longer are not looked for before their time, since many shorter ones make them.</summary>
    private static bool CanHaveClosed(Watched symbol, Timeframe timeframe, long last, long now)
    {
        var length = (long)timeframe.Duration.TotalMilliseconds;
        if (timeframe.IsIntraday) return now >= last + (2 * length);
        var calendar = BarLoader.CalendarOf(symbol.Symbol, symbol.Symbol.Timezone);
        return timeframe == Timeframe.D1 ? now >= calendar.CloseOf(calendar.NextTradingDay(calendar.TradingDay(last, timeframe))) : now >= last + length;
    }

    private async Task KeepAsync(Watched symbol, Timeframe timeframe, MarketReading reading, long asOfTime, CancellationToken cancellationToken)
    {
        var asOf = BarStore.ToTime(reading.Time!.Value);
        var answer = await charts.GenerateAsync(symbol.Owner, new ChartRequest
        {
            Symbol = symbol.Symbol.Symbol, Timeframe = timeframe, Agent = Name, Drawings = ReadingDrawings.Of(reading), AsOf = asOfTime, Overrides = ClosedBars.WholeDay,
            IdempotencyKey = $"{Name} {symbol.Symbol.Id} {timeframe} {reading.Time}",
            Metadata = new JsonObject
            {
                ["analysis_type"] = "pattern_detection", ["trend"] = Word(reading.Trend.Kind), ["confidence"] = Math.Round(reading.Score.Overall, 2), ["summary"] = reading.Summary,
                ["patterns"] = new JsonArray([.. reading.Current.Select(p => JsonValue.Create(p.Name))]),
            },
        }, cancellationToken).ConfigureAwait(false);
        var analysis = new ChartAnalysis
        {
            Id = Guid.NewGuid(), UserId = symbol.OwnerId, SymbolId = symbol.Symbol.Id, Timeframe = timeframe.ToString(), AsOf = asOf, SnapshotId = answer.Snapshot!.Id, ChartUrl = answer.Snapshot.ChartUrl,
            Trend = Word(reading.Trend.Kind), PatternsDetected = ReadingJson.Write(reading.Current), SupportLevels = Prices(reading, LevelKind.Support), ResistanceLevels = Prices(reading, LevelKind.Resistance),
            ConfidenceScore = reading.Score.Overall, AnalysisSummary = reading.Summary, Payload = ReadingJson.Write(reading with { Patterns = [], Swings = [] }), CreatedAt = BarStore.ToTime(clock.GetUtcNow().ToUnixTimeMilliseconds()),
        };
        // Another attempt at the same run may have kept it.
        if (!await analyses.AddAsync(analysis, cancellationToken).ConfigureAwait(false)) return;
        var name = timeframe.ToMetaTrader();
        LogAnalyzed(symbol.Symbol.Symbol, name, reading.Summary);
    }

    private static string Prices(MarketReading reading, LevelKind kind) => ReadingJson.Write(reading.Levels.Where(l => l.Kind == kind).Select(l => l.Price));

    private static string Word(TrendKind trend) => trend.ToString().ToLowerInvariant();

    [LoggerMessage(Level = LogLevel.Information, Message = "ChartWatcher analyzed {Symbol} {Timeframe}: {Summary}")]
    private partial void LogAnalyzed(string symbol, string timeframe, string summary);

    [LoggerMessage(Level = LogLevel.Error, Message = "ChartWatcher could not analyze {Symbol}")]
    private partial void LogFailed(Exception cause, string symbol);
}
