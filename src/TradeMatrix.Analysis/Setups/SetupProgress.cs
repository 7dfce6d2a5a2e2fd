namespace TradeMatrix.Analysis.Setups;

/// <summary>How far a setup has come. Kept between two walks, it is all that the next one needs.</summary>
public sealed record SetupProgress
{
    /// <summary>A setup that has just been found.</summary>
    public static SetupProgress Of(Setup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new SetupProgress { Setup = setup, Stop = setup.Stop };
    }

    /// <summary>The setup.</summary>
    public required Setup Setup { get; init; }

    /// <summary>Where it is.</summary>
    public SetupState State { get; init; }

    /// <summary>The stop as it stands now.</summary>
    public required double Stop { get; init; }

    /// <summary>The time up to which bars were walked over, exclusive: the last one's open and its length. Unix milliseconds UTC; null before the first.</summary>
    public long? Checked { get; init; }

    /// <summary>Open time of the bar in which it was entered, Unix milliseconds UTC; null before.</summary>
    public long? EnteredAt { get; init; }

    /// <summary>Price at which it was entered.</summary>
    public double? EntryPrice { get; init; }

    /// <summary>Open time of the bar in which it ended, or the end of its validity, Unix milliseconds UTC; null before.</summary>
    public long? ClosedAt { get; init; }

    /// <summary>Price at which the trade ended; null for one that was never entered.</summary>
    public double? ExitPrice { get; init; }

    /// <summary>What it came to; null before it ended.</summary>
    public SetupOutcome? Outcome { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Outcome is not null;

    /// <summary>Profit in percent of the entry; null without entry and exit.</summary>
    public double? Percent => EntryPrice is { } entry && ExitPrice is { } exit ? Setup.Side.Gain(entry, exit) / entry * 100 : null;

    /// <summary>Profit in multiples of <see cref="Setup.Risk"/>, costs not taken off; null without entry and exit.</summary>
    public double? R => ExitPrice is { } exit ? RAt(exit) : null;

    /// <summary>What the trade would have earned at a price, in multiples of the setup's risk; null before the entry.</summary>
    internal double? RAt(double price) => EntryPrice is { } entry ? Setup.Side.R(entry, price, Setup.Risk) : null;
}
