namespace TradeMatrix.Core.Alerts.Rules;

/// <summary>Price levels that hold for a day; null where one is not known.</summary>
public sealed record AlertLevels
{
    public decimal? YesterdayHigh { get; init; }
    public decimal? YesterdayLow { get; init; }

    /// <summary>Classic pivot.</summary>
    public decimal? Pivot { get; init; }

    /// <summary>First resistance.</summary>
    public decimal? R1 { get; init; }

    /// <summary>First support.</summary>
    public decimal? S1 { get; init; }
}
