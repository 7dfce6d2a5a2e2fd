using static TradeMatrix.Analysis.Patterns.PatternWindow;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>
/// Patterns between two lines: triangles and wedges that converge, channels that do not, and the small ones of both kinds that follow a pole.
/// Slopes are judged by how far a line moves from the first swing to the last, as a share of the mean width. Sources as in
/// <see cref="Reversals"/>.
/// </summary>
internal static class LinePairs
{
    /// <summary>A flat upper and a rising lower line.</summary>
    public static PatternShape? AscendingTriangle(in PatternWindow w) =>
        Converging(w, Score(Math.Abs(Move(w, w.Upper)), 0.12, 0.35) * Score(-Move(w, w.Lower), -0.7, -0.3), Direction.Bullish);

    /// <summary>A falling upper and a rising lower line.</summary>
    public static PatternShape? SymmetricalTriangle(in PatternWindow w) =>
        Converging(w, Score(Math.Abs(Move(w, w.Upper) + Move(w, w.Lower)), 0.35, 0.7) * Score(Move(w, w.Upper), -0.35, -0.2) * Score(-Move(w, w.Lower), -0.35, -0.2), Direction.Neutral);

    /// <summary>Two rising lines that meet.</summary>
    public static PatternShape? RisingWedge(in PatternWindow w) => Converging(w, Score(-Move(w, w.Upper), -0.5, -0.2), Direction.Bearish);

    /// <summary>Two rising lines side by side.</summary>
    public static PatternShape? RisingChannel(in PatternWindow w) => Parallel(w, Score(-Move(w, w.Upper), -0.7, -0.3) * Score(-Move(w, w.Lower), -0.7, -0.3), Direction.Bullish);

    /// <summary>Two level lines side by side.</summary>
    public static PatternShape? FlatChannel(in PatternWindow w) => Parallel(w, Score(Math.Abs(Move(w, w.Upper)), 0.12, 0.4) * Score(Math.Abs(Move(w, w.Lower)), 0.12, 0.4), Direction.Neutral);

    /// <summary>A steep rise, then a small channel that falls or is level.</summary>
    public static PatternShape? BullFlag(in PatternWindow w) => AfterPole(w, Score(w.EndWidth / w.StartWidth, 0.85, 0.5) * Score(w.StartWidth / w.EndWidth, 0.85, 0.5) * Score(Move(w, w.Upper), -0.1, 0.4));

    /// <summary>A steep rise, then a small triangle.</summary>
    public static PatternShape? BullPennant(in PatternWindow w) => AfterPole(w, Convergence(w) * Score(Move(w, w.Upper), -0.3, 0) * Score(-Move(w, w.Lower), -0.3, 0));

    private static double Move(in PatternWindow w, Edge edge) => edge.Slope * w.Length / w.Width;

    private static double Convergence(in PatternWindow w) => w.EndWidth <= 0 ? 0 : Score(w.EndWidth / w.StartWidth, 0.55, 0.72);

    /// <summary>A pattern that converges is a rest on a way: the way to its first swing is longer than its widest leg.</summary>
    private static double Approach(in PatternWindow w)
    {
        var (first, isHigh, longest) = (w.Swings[0].Price, w.Swings[0].IsHigh, 0.0);
        for (var i = w.Start; i >= Math.Max(0, w.Start - (w.Length / 2) - 5); i--)
            longest = Math.Max(longest, isHigh ? first - w.Scan.Close[i] : w.Scan.Close[i] - first);
        return Score(-longest / w.StartWidth, -1.35, -0.9);
    }

    private static PatternShape? Converging(in PatternWindow w, double shape, Direction direction) =>
        Body(w, shape * Convergence(w) * w.Prominence(w.StartWidth, 0, 5.5, 2.5, 4) * Approach(w) * (w.Swings.Length == 5 ? 0.85 : 1), 10) is { } quality ? new()
        {
            First = 0,
            Break = direction,
            Upper = w.Upper,
            Lower = w.Lower,
            Height = w.StartWidth,
            Quality = quality,
        } : null;

    private static PatternShape? Parallel(in PatternWindow w, double shape, Direction direction)
    {
        if (!(w.StartWidth > 0 && w.EndWidth > 0)) return null;
        var narrowing = Math.Max(w.StartWidth / w.EndWidth, w.EndWidth / w.StartWidth);
        return Body(w, shape * Score(narrowing, 1.15, 1.5) * w.Prominence(w.Width, 0, 5.5, 2.5, 5), 16) is { } quality ? new()
        {
            First = 0,
            Break = direction,
            Upper = w.Upper,
            Lower = w.Lower,
            Height = w.Width,
            Quality = quality,
            IsChannel = true,
        } : null;
    }

    /// <summary>A pattern whose first swing is the end of a pole, at most as long and at least two and a half times as high.</summary>
    private static PatternShape? AfterPole(in PatternWindow w, double shape)
    {
        if (!w.Swings[0].IsHigh || !(w.EndWidth > 0) || w.Length is < 6 or > 60) return null;
        if (Body(w, shape, 6, 0.14, 0.36) is not { } quality) return null;
        var (top, foot) = (w.Swings[0], w.Start);
        for (var i = w.Start; i >= Math.Max(0, w.Start - w.Length); i--)
        {
            if (w.Scan.Close[i] < w.Scan.Close[foot]) foot = i;
        }
        // The pole begins where prices left the lowest seventh for good, not at the lowest close of a quiet time before.
        var height = top.Price - w.Scan.Close[foot];
        for (var i = foot; i < w.Start; i++)
        {
            if (w.Scan.Close[i] <= top.Price - (0.86 * height)) foot = i;
        }
        if (w.Start - foot < 3) return null;
        height = top.Price - w.Scan.Close[foot];
        var squares = 0.0;
        for (var i = foot; i < w.Start; i++)
        {
            var distance = w.Scan.Close[i] - w.Scan.Close[foot] - (height * (i - foot) / (w.Start - foot));
            squares += distance * distance;
        }
        quality *= Score(-height / w.StartWidth, -2.5, -1.7) * Score(Math.Sqrt(squares / (w.Start - foot)) / height, 0.1, 0.22)
            * Score(-height / (w.Start - foot) / w.Scan.Ranges[w.Start], -0.6, -0.25);
        var depth = top.Price - Math.Min(w.Lower.At(w.Start), w.Lower.At(w.End));
        quality *= Score(depth / height, 0.5, 0.75);
        return quality <= 0 ? null : new()
        {
            First = 0,
            Break = Direction.Bullish,
            Upper = w.Upper,
            Lower = w.Lower,
            Height = height,
            Quality = quality,
            Pole = foot,
        };
    }

    /// <summary>The quality that every pattern between lines shares: swings on the lines, straight ways between them.</summary>
    private static double? Body(in PatternWindow w, double shape, int fewestBars, double smooth = 0.1, double rough = 0.3)
    {
        if (!(shape > 0) || w.Length < fewestBars || !(w.Width > 0)) return null;
        shape *= Score(w.Misfit, 0.1, 0.25) * w.Regularity();
        if (!(shape > 0)) return null;
        shape *= Score(w.Roughness(w.Width), smooth, rough);
        return shape > 0 ? shape : null;
    }
}
