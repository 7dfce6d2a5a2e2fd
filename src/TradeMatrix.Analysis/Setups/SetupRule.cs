using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>A kind of setup that can be looked for.</summary>
/// <param name="Name">Name in the registry.</param>
/// <param name="Strategy">The strategy; a rule and its mirror share it.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Find">The setup that a moment shows on a side, or null. Pure, and it looks at closed bars alone.</param>
public sealed record SetupRule(string Name, string Strategy, string Title, Func<SetupMoment, Side, Setup?> Find)
{
    /// <summary>Timeframe it was made for.</summary>
    public Timeframe Timeframe { get; init; } = Timeframe.M5;

    /// <summary>The longest timeframe on which it still says something.</summary>
    public Timeframe Longest { get; init; } = Timeframe.H1;

    /// <summary>The sides on which it trades.</summary>
    public IReadOnlyList<Side> Sides { get; init; } = [Side.Long, Side.Short];

    /// <summary>The most setups of a side on one trading day; further ones repeat the first.</summary>
    public int MostPerDay { get; init; } = 1;

    /// <summary>The most setups that may wait or run at once.</summary>
    public int MostOpen { get; init; } = 1;

    /// <summary>1 before 2.</summary>
    public int Priority { get; init; } = 2;

    /// <summary>Rules that give way when this one has a setup for the same symbol.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}
