namespace TradeMatrix.Analysis.Patterns;

/// <summary>What a rule found, in the prices of its scan.</summary>
internal sealed record PatternShape
{
    /// <summary>Index in the window of the pattern's first swing; those before belong to the way there.</summary>
    public required int First { get; init; }

    /// <summary>Which way it is expected to break; neutral for either.</summary>
    public required Direction Break { get; init; }

    public required Edge Upper { get; init; }

    public required Edge Lower { get; init; }

    /// <summary>How far prices are expected to go from the break.</summary>
    public required double Height { get; init; }

    /// <summary>0 to 1: how well it fits its definition.</summary>
    public required double Quality { get; init; }

    /// <summary>Whether the line that it breaks is a neckline.</summary>
    public bool HasNeckline { get; init; }

    /// <summary>Whether it counts without a break, as a channel does; a break then ends it, and one against its slope rules it out.</summary>
    public bool IsChannel { get; init; }

    /// <summary>Index of the bar where a pole begins that leads to the first swing; null for none.</summary>
    public int? Pole { get; init; }
}
