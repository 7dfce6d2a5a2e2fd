namespace TradeMatrix.Core.Charts;

/// <summary>What a picture shows, without the picture.</summary>
/// <param name="Json">Bars, study values, scales, drawings and alt text, as <see cref="Charting.ChartPicture.ToDataJson"/> writes them.</param>
/// <param name="Levels">Prices of the last trading day and the one before it; null where the bars do not tell.</param>
/// <param name="Notices">What the reader should know.</param>
public sealed record ChartDescription(string Json, DailyLevels? Levels, IReadOnlyList<string> Notices);
