using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Journal;

/// <summary>What can be said of a closed trade by its figures alone.</summary>
/// <param name="Result">The trade.</param>
/// <param name="Excursion">How far the price went against and for it; null without bars.</param>
/// <param name="Facts">What the rules found.</param>
public sealed record TradeReview(TradeResult Result, Excursion? Excursion, IReadOnlyList<TradeFact> Facts)
{
    /// <summary>The account where a trade names none in its metadata under <c>account_balance</c>, money.</summary>
    private const double DefaultBalance = 10_000;

    private const double MostRiskPercent = 1;

    private const int FastDays = 20, SlowDays = 50;

    /// <summary>Reviews a closed trade.</summary>
    /// <param name="trade">The trade, closed.</param>
    /// <param name="detail">Its chart; null without bars.</param>
    /// <param name="context">Its days; null without daily bars.</param>
    public static TradeReview Of(Trade trade, TradeChart? detail, TradeChart? context)
    {
        var result = trade.Result(NodaTime.DateTimeZone.Utc) ?? throw new ArgumentException($"status: '{trade.Status}' must be closed", nameof(trade));
        var excursion = detail is null ? null : Excursion.Of(result, detail.Bars, detail.Timeframe);
        return new TradeReview(result, excursion, [.. StopFacts(trade, result), .. PlanFacts(trade, result, excursion), .. MarketFacts(trade, detail, context)]);
    }

    /// <summary>The review as sentences, one a line.</summary>
    public string ToText(Trade trade)
    {
        var text = new StringBuilder();
        var pnl = $"{(trade.Pnl > 0 ? "+" : "")}{trade.Pnl!.Value.ToString("#,##0.00", CultureInfo.InvariantCulture)}{(trade.Currency is { } c ? " " + c : "")}";
        text.Append(CultureInfo.InvariantCulture, $"{(trade.Side == "long" ? "Long" : "Short")} {trade.Symbol}, {Number(Result.Entry)} to {Number(Result.Exit)}: {Result.Percent:+0.00;-0.00;0.00} %, {pnl}");
        if (Result.R is { } r) text.Append(CultureInfo.InvariantCulture, $", {r:+0.00;-0.00;0.00} R");
        text.Append(CultureInfo.InvariantCulture, $"; held {Time(Result.HoldingTime)}.");
        if (Excursion is { } e)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nThe price went {Number(e.Adverse)} against it{InR(e.AdverseR)} and {Number(e.Favourable)} for it{InR(e.FavourableR)}.");
        }
        foreach (var fact in Facts) text.Append('\n').Append(fact.Text);
        return text.ToString();

        static string InR(double? r) => r is { } value ? string.Create(CultureInfo.InvariantCulture, $" ({value:0.00} R)") : "";
    }

    /// <summary>The review as figures.</summary>
    public JsonObject ToJson() => new()
    {
        ["percent"] = Math.Round(Result.Percent, 4), ["r_multiple"] = Rounded(Result.R), ["holding_seconds"] = (long)Result.HoldingTime.TotalSeconds,
        ["mae"] = Rounded(Excursion?.Adverse), ["mfe"] = Rounded(Excursion?.Favourable), ["mae_r"] = Rounded(Excursion?.AdverseR), ["mfe_r"] = Rounded(Excursion?.FavourableR),
        ["facts"] = new JsonArray([.. Facts.Select(f => new JsonObject { ["code"] = f.Code, ["text"] = f.Text, ["is_breach"] = f.IsBreach })]),
    };

    private static IEnumerable<TradeFact> StopFacts(Trade trade, TradeResult result)
    {
        if (result.InitialStop is not { } stop)
        {
            yield return new TradeFact("no_stop", "No stop was given, so that the risk cannot be told.", true);
            yield break;
        }
        if (trade.StopLoss is { } now && (double)now != stop)
        {
            var tighter = result.Side.Gain(stop, (double)now) > 0;
            yield return new TradeFact(tighter ? "stop_moved" : "stop_widened", $"The stop was moved from {Number(stop)} to {Number((double)now)}, {(tighter ? "closer" : "farther away")}.", !tighter);
        }
        if (result.Side.Gain(stop, result.Exit) < 0) yield return new TradeFact("exit_beyond_stop", $"The exit {Number(result.Exit)} lies beyond the initial stop {Number(stop)}.", true);
        if (result.R is < -1) yield return new TradeFact("r_below_minus_1", string.Create(CultureInfo.InvariantCulture, $"It lost more than was risked: {result.R:0.00} R."), true);
        var balance = Metadata(trade, "account_balance") is > 0 and var given ? given : DefaultBalance;
        var percent = result.Side.Gain(stop, result.Entry) * result.Size * (double)trade.Multiplier / balance * 100;
        if (percent > MostRiskPercent)
            yield return new TradeFact("risk_above_1_percent", string.Create(CultureInfo.InvariantCulture, $"The risk was {percent:0.0} % of an account of {balance:#,##0}; at most {MostRiskPercent:0} % is allowed."), true);
        if (trade.TakeProfit is { } target && result.Side.Gain(result.Entry, (double)target) / result.Side.Gain(stop, result.Entry) is < 1 and var ratio)
            yield return new TradeFact("reward_below_risk", string.Create(CultureInfo.InvariantCulture, $"The target was worth {ratio:0.00} times the risk."), true);
    }

    private static IEnumerable<TradeFact> PlanFacts(Trade trade, TradeResult result, Excursion? excursion)
    {
        if (trade.TakeProfit is { } target && result.Side.Gain((double)target, result.Exit) >= 0) yield return new TradeFact("target_reached", $"The target {Number((double)target)} was reached.", false);
        var planned = Metadata(trade, "planned_hours") is > 0 and var hours ? TimeSpan.FromHours(Math.Min(hours, 1e6)) : trade.Timeframe is { } timeframe ? ValidityOf(Timeframe.Parse(timeframe)) : (TimeSpan?)null;
        if (result.HoldingTime > planned) yield return new TradeFact("held_over_plan", $"It was held {Time(result.HoldingTime)}; {Time(planned.Value)} were planned.", true);
        if (excursion?.FavourableR is >= 1 and var ahead && result.R is <= 0 and var end)
            yield return new TradeFact("profit_given_back", string.Create(CultureInfo.InvariantCulture, $"It was {ahead:0.00} R ahead and ended at {end:0.00} R."), false);
    }

    private static IEnumerable<TradeFact> MarketFacts(Trade trade, TradeChart? detail, TradeChart? context)
    {
        var entry = new DateTimeOffset(trade.EntryTime).ToUnixTimeMilliseconds();
        if (detail is { Calendar: { IsContinuous: false } calendar } && !calendar.IsRegular(entry))
            yield return new TradeFact("outside_session", $"It was entered outside the regular hours of {calendar.Exchange}.", true);
        if (context is null) yield break;
        var end = context.Bars.IndexAtOrAfter(entry);
        // The bar of the entry's own day was not known yet.
        if (end > 0 && context.Bars.Time[end - 1] + (long)TimeSpan.FromDays(1).TotalMilliseconds > entry) end--;
        if (end < SlowDays) yield break;
        var (close, fast, slow) = (context.Bars.Close[end - 1], Mean(context.Bars, end, FastDays), Mean(context.Bars, end, SlowDays));
        var trend = close > fast && fast > slow ? Side.Long : close < fast && fast < slow ? Side.Short : (Side?)null;
        if (trend == trade.Direction.Opposite())
            yield return new TradeFact("against_trend", $"It went against the daily trend: the close before, {Number(close)}, lay {(trend == Side.Short ? "below" : "above")} its {FastDays}-day mean {Number(fast)}, and that {(trend == Side.Short ? "below" : "above")} the {SlowDays}-day mean {Number(slow)}.", true);
    }

    /// <summary>How long a setup of a timeframe stays good: 6 hours up to 15m, 48 up to 4h, else 120.</summary>
    private static TimeSpan ValidityOf(Timeframe timeframe) => TimeSpan.FromHours(timeframe.Duration <= TimeSpan.FromMinutes(15) ? 6 : timeframe.Duration <= TimeSpan.FromHours(4) ? 48 : 120);

    private static double Mean(BarSeries bars, int end, int count)
    {
        var sum = 0.0;
        for (var i = end - count; i < end; i++) sum += bars.Close[i];
        return sum / count;
    }

    private static double? Metadata(Trade trade, string key) => JsonNode.Parse(trade.Metadata)?[key] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 8) : null;

    private static string Number(double value) => value.ToString("#,##0.########", CultureInfo.InvariantCulture);

    internal static string Time(TimeSpan time) => time.TotalHours < 1 ? $"{time.TotalMinutes:0} min" : time.TotalHours < 48 ? $"{(int)time.TotalHours} h {time.Minutes} min" : $"{(int)time.TotalDays} days {time.Hours} h";
}
