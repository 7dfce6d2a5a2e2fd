namespace TradeMatrix.Charting.Studies;

/// <summary>What a study gives: its plots in the catalogue's order.</summary>
/// <param name="Plots">The plots.</param>
public sealed record StudyValues(params PlotValues[] Plots)
{
    /// <summary>Volume by price; null for all but volume profiles.</summary>
    public VolumeProfile? Profile { get; init; }
}
