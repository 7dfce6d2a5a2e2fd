using System.Text.Json.Nodes;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Alerts.Rules;

/// <summary>What the price does at ranges and levels. Each rule answers with an alert, or null when there is nothing to say.</summary>
public static class StructuralRules
{
    /// <summary>How near to a broken edge its retest is, share of the edge.</summary>
    public const decimal RetestTolerance = 0.001m;

    private const int ReclaimingCloses = 3;

    /// <summary>Pivot, first resistance and first support: a bar touches one when its range, widened by 0.05 % of the level on both sides, holds it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="low">Low of the newest 1m bar.</param>
    /// <param name="high">Its high.</param>
    /// <param name="close">Its close.</param>
    /// <param name="levels">The levels that hold today.</param>
    public static IEnumerable<AlertDraft> LevelTouches(MarketSymbol symbol, decimal low, decimal high, decimal close, AlertLevels levels)
    {
        (string Kind, string Type, decimal? Level)[] all = [(AlertKind.PivotTouch, "pivot", levels.Pivot), (AlertKind.R1Touch, "r1", levels.R1), (AlertKind.S1Touch, "s1", levels.S1)];
        foreach (var (kind, type, level) in all)
        {
            if (level is not { } target) continue;
            var tolerance = Math.Abs(target) * LiquidityTouch.Tolerance;
            if (low - tolerance <= target && target <= high + tolerance)
                yield return Draft(kind, symbol, type, target, "touch", close, ("low", low), ("high", high));
        }
    }

    /// <summary>A 5m close beyond the opening range.</summary>
    public static AlertDraft? RangeBreak(MarketSymbol symbol, decimal rangeHigh, decimal rangeLow, decimal close) =>
        close > rangeHigh ? Draft(AlertKind.RangeBreak, symbol, "range_high", rangeHigh, "above", close, ("range_high", rangeHigh), ("range_low", rangeLow))
        : close < rangeLow ? Draft(AlertKind.RangeBreak, symbol, "range_low", rangeLow, "below", close, ("range_high", rangeHigh), ("range_low", rangeLow))
        : null;

    /// <summary>A 1m close within 0.1 % of the edge that was broken.</summary>
    public static AlertDraft? Retest(MarketSymbol symbol, decimal edge, decimal close) =>
        Math.Abs(close - edge) <= Math.Abs(edge) * RetestTolerance ? Draft(AlertKind.RetestTouch, symbol, "range_edge", edge, "touch", close) : null;

    /// <summary>The Asian session's low was below yesterday's, and the last three 5m closes of the European session are all above it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="yesterdayLow">Yesterday's low.</param>
    /// <param name="asiaLow">Lowest low of the Asian session.</param>
    /// <param name="closes">5m closes of the European session, the newest last.</param>
    public static AlertDraft? AsiaSweep(MarketSymbol symbol, decimal yesterdayLow, decimal asiaLow, IReadOnlyList<decimal> closes) =>
        asiaLow < yesterdayLow && closes.Count >= ReclaimingCloses && closes.TakeLast(ReclaimingCloses).All(c => c > yesterdayLow)
            ? Draft(AlertKind.AsiaSweepConfirmed, symbol, "yesterday_low", yesterdayLow, "above", closes[^1], ("asia_low", asiaLow))
            : null;

    private static AlertDraft Draft(string kind, MarketSymbol symbol, string level, decimal target, string direction, decimal price, params ReadOnlySpan<(string Name, decimal Value)> more)
    {
        var facts = new JsonObject { ["symbol"] = symbol.Symbol, ["level_type"] = level, ["level_price"] = target, ["current_price"] = price };
        foreach (var (name, value) in more) facts[name] = value;
        return new AlertDraft { Kind = kind, SymbolId = symbol.Id, Symbol = symbol.Symbol, LevelType = level, TargetPrice = target, Direction = direction, Facts = facts };
    }
}
