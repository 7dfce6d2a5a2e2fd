using System.Globalization;
using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Alerts;

/// <summary>The words of alerts, in one table. They are plain text; each channel escapes them as it must.</summary>
public static class AlertTexts
{
    /// <summary>The table.</summary>
    public static IReadOnlyList<AlertText> All { get; } =
    [
        new(AlertKind.Liquidity, "yesterday_high", "🔴", "SHORT SETUP", "Consider MR-06 (reversal from yesterday's high)", "Watch for bearish reversal patterns", AlertSeverity.Warning),
        new(AlertKind.Liquidity, "yesterday_low", "🟢", "LONG SETUP", "Consider MR-04 (reversal from yesterday's low)", "Watch for bullish reversal patterns", AlertSeverity.Warning),
        new(AlertKind.Liquidity, "pivot_point", "🟡", "PIVOT ALERT", "Evaluate position management", "Consider trend and momentum", AlertSeverity.Info),
        new(AlertKind.RangeBreak, "range_high", "🟢", "RANGE BREAK UP", "A close above the opening range", "Wait for the retest", AlertSeverity.Warning),
        new(AlertKind.RangeBreak, "range_low", "🔴", "RANGE BREAK DOWN", "A close below the opening range", "Wait for the retest", AlertSeverity.Warning),
        new(AlertKind.RetestTouch, null, "🟡", "RETEST", "The price is back at the edge of the range that it broke", "Watch whether the edge holds", AlertSeverity.Warning),
        new(AlertKind.AsiaSweepConfirmed, null, "🟢", "ASIA SWEEP", "The Asian session swept yesterday's low and the price reclaimed it", "Watch for a long entry", AlertSeverity.Warning),
        new(AlertKind.PivotTouch, null, "🟡", "PIVOT TOUCH", "The price touches the pivot", "Consider trend and momentum", AlertSeverity.Info),
        new(AlertKind.R1Touch, null, "🔴", "R1 TOUCH", "The price touches the first resistance", "Watch for rejection", AlertSeverity.Info),
        new(AlertKind.S1Touch, null, "🟢", "S1 TOUCH", "The price touches the first support", "Watch for rejection", AlertSeverity.Info),
        new(AlertKind.Setup, null, "🔵", "SET-UP", "A set-up is there", "Look at the chart", AlertSeverity.Info),
        new(AlertKind.Trade, null, "🔵", "TRADE", "A trade has changed", "Look at the journal", AlertSeverity.Info),
        new(AlertKind.Report, null, "🔵", "REPORT", "A report is ready", "Read it", AlertSeverity.Info),
        new(AlertKind.Risk, null, "🔴", "RISK", "A rule of risk is broken or near", "Review open positions", AlertSeverity.Critical),
        new(AlertKind.Data, null, "🟡", "DATA", "Market data is missing or doubtful", "Check the feed", AlertSeverity.Warning),
        new(AlertKind.Usage, null, "🟡", "USAGE", "Calls to the image provider are running out", "See the usage by agent", AlertSeverity.Warning),
        new(AlertKind.Test, null, "🔵", "TEST", "This route works", "Nothing needs to be done", AlertSeverity.Info),
    ];

    /// <summary>The row of a kind and level; for a level that has none of its own, that of any level, or the kind's first.</summary>
    public static AlertText Of(string kind, string? level) =>
        All.FirstOrDefault(t => t.Kind == kind && t.Level == level) ?? All.FirstOrDefault(t => t.Kind == kind && t.Level is null) ?? All.First(t => t.Kind == kind);

    /// <summary>Title and text of a draft, without characters that no line has.</summary>
    internal static (string Title, string Text) Write(AlertDraft draft)
    {
        var usual = Of(draft.Kind, draft.LevelType);
        var title = draft.Title ?? $"{usual.Icon} {(draft.Symbol is { } symbol ? $"{symbol}: " : "")}{usual.Title}";
        return (Clean(title, lines: false), Clean(draft.Text ?? Usual(usual, draft), lines: true));
    }

    private static string Usual(AlertText usual, AlertDraft draft)
    {
        var text = $"{usual.Text}. {usual.Action}.";
        if (draft.TargetPrice is not { } level) return text;
        var name = (draft.LevelType ?? draft.Kind).Replace('_', ' ');
        return $"{text}\n{char.ToUpperInvariant(name[0])}{name[1..]}: {Number(level)}{(Price(draft.Facts) is { } price ? $" (current: {Number(price)})" : "")}";
    }

    private static decimal? Price(JsonObject facts) => facts["current_price"] is JsonValue value && value.TryGetValue<decimal>(out var price) ? price : null;

    private static string Number(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Clean(string text, bool lines) =>
        string.Concat(text.Select(c => char.IsControl(c) && !(lines && c == '\n') ? ' ' : c)).Trim();
}
