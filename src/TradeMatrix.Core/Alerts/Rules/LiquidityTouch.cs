using System.Text.Json.Nodes;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Alerts.Rules;

/// <summary>A bar touches a level when a price of its range is no further from it than 0.05 % of the level.</summary>
public static class LiquidityTouch
{
    /// <summary>Share of the level.</summary>
    public const decimal Tolerance = 0.0005m;

    /// <summary>Whether any price of a range touches a level.</summary>
    public static bool Touches(decimal low, decimal high, decimal level) => Math.Abs(level) * Tolerance is var near && low - near <= level && level <= high + near;

    /// <summary>The alerts of a subscription at a bar.</summary>
    /// <param name="subscription">Which levels the user wants to hear of.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="low">The bar's low.</param>
    /// <param name="high">Its high.</param>
    /// <param name="close">Its close.</param>
    /// <param name="levels">The levels that hold on its day.</param>
    public static IEnumerable<AlertDraft> Check(AlertSubscription subscription, MarketSymbol symbol, decimal low, decimal high, decimal close, AlertLevels levels)
    {
        (string Type, bool Enabled, decimal? Level)[] all =
        [
            ("yesterday_high", subscription.YesterdayHighEnabled, levels.YesterdayHigh),
            ("yesterday_low", subscription.YesterdayLowEnabled, levels.YesterdayLow),
            ("pivot_point", subscription.PivotPointEnabled, levels.Pivot),
        ];
        foreach (var (type, enabled, level) in all)
        {
            if (!enabled || level is not { } target || !Touches(low, high, target)) continue;
            yield return new AlertDraft
            {
                Kind = AlertKind.Liquidity, SymbolId = symbol.Id, Symbol = symbol.Symbol, LevelType = type, TargetPrice = target, Direction = "touch",
                Facts = new JsonObject { ["symbol"] = symbol.Symbol, ["level_type"] = type, ["level_price"] = target, ["current_price"] = close, ["low"] = low, ["high"] = high, ["tolerance"] = Math.Abs(target) * Tolerance },
            };
        }
    }
}
