using TradeMatrix.Analysis.Swings;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>Consecutive swings that may be a pattern, and the lines through their highs and lows.</summary>
internal readonly ref struct PatternWindow
{
    public PatternWindow(PatternScan scan, ReadOnlySpan<Swing> swings)
    {
        Scan = scan;
        Swings = swings;
        var (high, low) = swings[0].IsHigh ? (0, 1) : (1, 0);
        (Upper, var above) = Edge.Fit(swings, high);
        (Lower, var below) = Edge.Fit(swings, low);
        StartWidth = Upper.At(Start) - Lower.At(Start);
        EndWidth = Upper.At(End) - Lower.At(End);
        Misfit = Width > 0 ? Math.Max(above, below) / Width : double.PositiveInfinity;
    }

    public PatternScan Scan { get; }

    public ReadOnlySpan<Swing> Swings { get; }

    public int Start => Swings[0].Index;

    public int End => Swings[^1].Index;

    public int Length => End - Start;

    /// <summary>Line through the highs.</summary>
    public Edge Upper { get; }

    /// <summary>Line through the lows.</summary>
    public Edge Lower { get; }

    /// <summary>Distance of the lines at the first swing.</summary>
    public double StartWidth { get; }

    /// <summary>Distance of the lines at the last swing.</summary>
    public double EndWidth { get; }

    /// <summary>Mean distance of the lines.</summary>
    public double Width => (StartWidth + EndWidth) / 2;

    /// <summary>Largest distance of a swing from its line, as a share of the mean width.</summary>
    public double Misfit { get; }

    /// <summary>
    /// How far closes stray from the straight ways between the swings, from one of them on: the root of the mean squared distance as a share
    /// of a height. Of a random walk it is about a fifth of the legs' height.
    /// </summary>
    public double Roughness(double height, int first = 0)
    {
        var (squares, count) = (0.0, 0);
        for (var k = first + 1; k < Swings.Length; k++)
        {
            var leg = Edge.Through(Swings[k - 1], Swings[k]);
            for (var i = Swings[k - 1].Index; i < Swings[k].Index; i++)
            {
                var distance = Scan.Close[i] - leg.At(i);
                squares += distance * distance;
                count++;
            }
        }
        return count == 0 ? double.PositiveInfinity : Math.Sqrt(squares / count) / height;
    }

    /// <summary>
    /// 0 to 1: how well the window stands out from the noise, by its height in average true ranges and its shortest leg in bars. A random walk
    /// swings by three to eight ranges, with a leg of a bar or two among them.
    /// </summary>
    public double Prominence(double height, int first, double best, double worst, int shortest)
    {
        var leg = int.MaxValue;
        for (var k = first + 1; k < Swings.Length; k++) leg = Math.Min(leg, Swings[k].Index - Swings[k - 1].Index);
        return Score(-height / Scan.Ranges[End], -best, -worst) * Score(-leg, -shortest, 1 - (shortest / 2));
    }

    /// <summary>0 to 1: how even the legs are in time; the longest of a random walk is often ten times the shortest.</summary>
    public double Regularity()
    {
        var (shortest, longest) = (int.MaxValue, 1);
        for (var k = 1; k < Swings.Length; k++)
        {
            var leg = Swings[k].Index - Swings[k - 1].Index;
            (shortest, longest) = (Math.Min(shortest, leg), Math.Max(longest, leg));
        }
        return Score(longest / (double)Math.Max(1, shortest), 3.5, 7);
    }

    /// <summary>1 where a value is at its best, 0 from its worst on, straight between.</summary>
    public static double Score(double value, double best, double worst) => Math.Clamp((worst - value) / (worst - best), 0, 1);
}
