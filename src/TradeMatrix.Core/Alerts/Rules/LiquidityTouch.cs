using System.Text.Json.Nodes;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Alerts.Rules;

/// <summary>The price touches a level when it is no further from it than 0.05 % of the level.</summary>
public static class LiquidityTouch
{
    /// <summary>Share of the level.</summary>
    public const decimal Tolerance = 0.0005m;

    /// <summary>Whether a price touches a level.</summary>
    public static bool Touches(decimal price, decimal level) => Math.Abs(price - level) <= Math.Abs(level) * Tolerance;

    /// <summary>The alerts of a subscription at a price.</summary>
    public static IEnumerable<AlertDraft> Check(AlertSubscription subscription, MarketSymbol symbol, decimal price, AlertLevels levels)
    {
        (string Type, bool Enabled, decimal? Level)[] all =
        [
            ("yesterday_high", subscription.YesterdayHighEnabled, levels.YesterdayHigh),
            ("yesterday_low", subscription.YesterdayLowEnabled, levels.YesterdayLow),
            ("pivot_point", subscription.PivotPointEnabled, levels.Pivot),
        ];
        foreach (var (type, enabled, level) in all)
        {
            if (!enabled || level is not { } target || !Touches(price, target)) continue;
            yield return new AlertDraft
            {
                Kind = AlertKind.Liquidity, SymbolId = symbol.Id, Symbol = symbol.Symbol, LevelType = type, TargetPrice = target, Direction = "touch",
                Facts = new JsonObject { ["symbol"] = symbol.Symbol, ["level_type"] = type, ["level_price"] = target, ["current_price"] = price, ["tolerance"] = Math.Abs(target) * Tolerance },
            };
        }
    }
}
