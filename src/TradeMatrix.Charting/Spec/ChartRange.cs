namespace TradeMatrix.Charting.Spec;

/// <summary>The part of the series that is shown: a span that ends at the last bar, or two times.</summary>
/// <param name="Span">One of <see cref="Spans"/>, or null when times are given.</param>
/// <param name="From">First time shown, Unix milliseconds UTC.</param>
/// <param name="To">Last time shown, Unix milliseconds UTC.</param>
public sealed record ChartRange(string? Span, long From = 0, long To = 0)
{
    /// <summary>Names of spans: so many trading days, months or years, all, or since the start of the day, week, month or year.</summary>
    public static IReadOnlyList<string> Spans { get; } = ["1D", "5D", "1M", "3M", "6M", "1Y", "5Y", "ALL", "DTD", "WTD", "MTD", "YTD"];
}
