using TradeMatrix.Analysis.Swings;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>A shape, and what became of it.</summary>
/// <param name="Name">Name of the pattern.</param>
/// <param name="Confidence">The share of such detections that are right on synthetic series, half of which hold a pattern.</param>
/// <param name="Scan">The scan in which it was found.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Turns">Its swings.</param>
/// <param name="State">How far it came.</param>
/// <param name="Broke">Which way it broke, in the scan's prices; neutral when it did not.</param>
/// <param name="Until">Index of the bar that broke it, or of the last one that it reaches.</param>
/// <param name="Known">Index of the bar at whose close the state was certain.</param>
internal sealed record PatternCandidate(
    string Name, double Confidence, PatternScan Scan, PatternShape Shape, Swing[] Turns, PatternState State, Direction Broke, int Until, int Known)
{
    public int Start => Turns[0].Index;

    public int End => Turns[^1].Index;

    /// <summary>Whether it failed before it was confirmed; a channel that broke against its slope was one until then.</summary>
    public bool IsRuledOut => State == PatternState.Failed && !Shape.IsChannel;

    /// <summary>What decides between patterns over the same bars: quality, and a little for every turn that it explains.</summary>
    public double Weight => Shape.Quality * (1 + (0.05 * Turns.Length));

    /// <summary>Follows a shape from its last swing on; null when it neither broke nor can still do so.</summary>
    public static PatternCandidate? Follow(PatternDetector detector, double confidence, in PatternWindow window, PatternShape shape)
    {
        var scan = window.Scan;
        var turns = window.Swings[shape.First..].ToArray();
        var (last, known) = (turns[^1].Index, turns[^1].Known);
        // A break must be clear: closes at a line are noise.
        var margin = 0.25 * scan.Ranges[known];
        var patience = last + Math.Max(6, (last - turns[0].Index) * 3 / 4);
        var broke = Direction.Neutral;
        var i = last + 1;
        for (; i < scan.Close.Length && i <= patience && broke == Direction.Neutral; i++)
        {
            if (shape.Upper.At(i) <= shape.Lower.At(i)) break;
            broke = scan.Close[i] > shape.Upper.At(i) + margin ? Direction.Bullish : scan.Close[i] < shape.Lower.At(i) - margin ? Direction.Bearish : Direction.Neutral;
        }
        var until = i - 1;
        if (broke == Direction.Neutral && i < scan.Close.Length && !shape.IsChannel) return null;
        var isAgainst = broke != Direction.Neutral && shape.Break != Direction.Neutral && shape.Break != broke;
        var state = isAgainst ? PatternState.Failed : broke != Direction.Neutral || shape.IsChannel ? PatternState.Confirmed : PatternState.Forming;
        // A break the way that a channel slopes adds nothing to what its turns have shown.
        var isHeld = broke == Direction.Neutral || (shape.IsChannel && shape.Break == broke);
        return new(scan.IsMirrored ? detector.Mirrored : detector.Name, confidence, scan, shape, turns, state, broke, until, isHeld ? known : Math.Max(known, until));
    }

    /// <summary>How much of the shorter of two patterns lies within the other, 0 to 1.</summary>
    public double Overlap(PatternCandidate other)
    {
        var shared = Math.Min(End, other.End) - Math.Max(Start, other.Start);
        return shared <= 0 ? 0 : shared / (double)Math.Min(End - Start, other.End - other.Start);
    }
}
