namespace TradeMatrix.Analysis.Patterns;

/// <summary>Every chart pattern that is looked for.</summary>
public static class PatternDetectors
{
    /// <summary>All of them, each with its mirror, and the quality at which half of its detections are right: shapes that chance draws more often need a higher one.</summary>
    internal static PatternDetector[] All { get; } =
    [
        new("head_and_shoulders", "inverse_head_and_shoulders", 6, 6, 0.63, Reversals.HeadAndShoulders),
        new("double_top", "double_bottom", 4, 4, 0.68, Reversals.DoubleTop),
        new("triple_top", "triple_bottom", 6, 6, 0.62, Reversals.TripleTop),
        new("ascending_triangle", "descending_triangle", 5, 9, 0.36, LinePairs.AscendingTriangle),
        new("symmetrical_triangle", "symmetrical_triangle", 5, 9, 0.47, LinePairs.SymmetricalTriangle),
        new("rising_wedge", "falling_wedge", 5, 9, 0.41, LinePairs.RisingWedge),
        new("bull_flag", "bear_flag", 4, 8, 0.55, LinePairs.BullFlag),
        new("bull_pennant", "bear_pennant", 4, 8, 0.39, LinePairs.BullPennant),
        new("channel_up", "channel_down", 6, 10, 0.62, LinePairs.RisingChannel),
        new("channel_flat", "channel_flat", 6, 10, 0.68, LinePairs.FlatChannel),
    ];

    /// <summary>Names of all patterns, mirrors included.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.SelectMany(d => d.IsSymmetric ? new[] { d.Name } : [d.Name, d.Mirrored])];
}
