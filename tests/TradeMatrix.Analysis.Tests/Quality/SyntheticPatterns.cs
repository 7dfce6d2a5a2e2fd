using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Quality;

/// <summary>
/// Series with one pattern in them: a quiet way there, the way into the pattern, its turns, and mostly the break and what follows. Turns are
/// set first; between them prices walk at random but arrive (a Brownian bridge). Nothing is shared with the detectors.
/// </summary>
internal sealed class SyntheticPatterns(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Patterns that are drawn as they are, and the names of their mirrors.</summary>
    public static readonly (string Name, string Mirror)[] Kinds =
    [
        ("head_and_shoulders", "inverse_head_and_shoulders"), ("double_top", "double_bottom"), ("triple_top", "triple_bottom"),
        ("ascending_triangle", "descending_triangle"), ("symmetrical_triangle", "symmetrical_triangle"), ("rising_wedge", "falling_wedge"),
        ("bull_flag", "bear_flag"), ("bull_pennant", "bear_pennant"), ("channel_up", "channel_down"), ("channel_flat", "channel_flat"),
    ];

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => Kinds.SelectMany(k => new[] { k.Name, k.Mirror }).Distinct();

    private sealed class Draft
    {
        public List<(int X, double Y)> Turns { get; } = [];
        public int First { get; set; }
        public int Last { get; set; }
        public double Size { get; set; } = 1;
        public int X => Turns.Count == 0 ? 0 : Turns[^1].X;
        public void Add(int bars, double y) => Turns.Add((X + Math.Max(2, bars), y));
    }

    /// <summary>A series with a pattern.</summary>
    /// <param name="name">Which.</param>
    /// <param name="noise">How far prices usually stray between two turns, as a share of the pattern's height.</param>
    public LabelledSeries With(string name, double noise)
    {
        var kind = Kinds.First(k => k.Name == name || k.Mirror == name);
        var mirrored = kind.Name != name || (kind.Name == kind.Mirror && _random.Next(2) == 0);
        var draft = new Draft();
        switch (kind.Name)
        {
            case "head_and_shoulders": HeadAndShoulders(draft); break;
            case "double_top": Tops(draft, 2); break;
            case "triple_top": Tops(draft, 3); break;
            case "bull_flag" or "bull_pennant": AfterPole(draft, kind.Name == "bull_pennant"); break;
            default: BetweenLines(draft, kind.Name); break;
        }
        return Draw(draft, name, noise, mirrored);
    }

    /// <summary>A random walk without a pattern; half of them with fat tails and changing volatility.</summary>
    public LabelledSeries Walk(int count)
    {
        var (price, step, fat) = (100 + (200 * _random.NextDouble()), 0.1 + (0.3 * _random.NextDouble()), _random.Next(2) == 0);
        var bars = new Bar[count];
        var volatility = 1.0;
        for (var i = 0; i < count; i++)
        {
            if (fat) volatility = (0.92 * volatility) + (0.08 * (0.3 + Math.Abs(Normal()) + (_random.Next(20) == 0 ? 3 : 0)));
            double open = price, high = price, low = price;
            for (var k = 0; k < 10; k++)
            {
                price += step * volatility * Normal();
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }
            bars[i] = new Bar(i * 3_600_000L, open, high, low, price);
        }
        return new(BarSeries.From(bars), null, 0, 0);
    }

    private void HeadAndShoulders(Draft d)
    {
        var left = U(0.45, 0.75);
        double neck = U(-0.08, 0.08), other = neck + U(-0.15, 0.15);
        WayIn(d, neck - U(0.8, 1.8), left, 1);
        var width = U(8, 18);
        Turn(d, width, neck);
        Turn(d, width, 1);
        Turn(d, width, other);
        Turn(d, width, Math.Clamp(left + U(-0.15, 0.15), 0.4, 0.78));
        d.Last = d.X;
        WayOut(d, width, other - U(0.5, 1.1), -1);
    }

    private void Tops(Draft d, int count)
    {
        WayIn(d, -U(0.8, 1.8), 1, 1);
        var width = U(8, 18);
        for (var i = 1; i < count; i++)
        {
            Turn(d, width, U(-0.07, 0.07));
            Turn(d, width, 1 + U(-0.08, 0.08));
        }
        d.Last = d.X;
        WayOut(d, width, -U(0.5, 1.1), -1);
    }

    private void BetweenLines(Draft d, string name)
    {
        double end = U(0.15, 0.42), rise = U(0.5, 1.3), tilt = U(-0.08, 0.08);
        // Upper and lower line at the start (1 and 0) and at the end.
        var (upper, lower, breaks) = name switch
        {
            "ascending_triangle" => (1 + tilt, 1 + tilt - end, 1),
            "symmetrical_triangle" => (0.5 + (end / 2) + tilt, 0.5 - (end / 2) + tilt, _random.Next(2) == 0 ? 1 : -1),
            "rising_wedge" => (1 + rise, 1 + rise - end, -1),
            "channel_up" => (1 + (2 * rise), (2 * rise) + tilt, -1),
            _ => (1 + tilt, tilt + U(-0.06, 0.06), _random.Next(2) == 0 ? 1 : -1),
        };
        var isChannel = name.StartsWith("channel", StringComparison.Ordinal);
        var turns = isChannel ? _random.Next(6, 9) : _random.Next(5, 8);
        // The last turn lies opposite the break.
        var endsHigh = breaks < 0;
        var startsHigh = turns % 2 == 1 ? endsHigh : !endsHigh;
        var width = isChannel ? U(6, 14) : U(7, 15);
        d.Size = isChannel ? 1 : (1 + Math.Max(0.3, end)) / 2;
        WayIn(d, startsHigh ? -U(0.5, 1.2) : 1 + U(0.5, 1.2), startsHigh ? 1 : 0, startsHigh ? 1 : -1);
        for (var i = 1; i < turns; i++)
        {
            var share = i / (double)(turns - 1);
            var isHigh = startsHigh == (i % 2 == 0);
            var scale = isChannel ? 1 : 1 - (0.5 * share);
            Turn(d, width * scale, (isHigh ? 1 + ((upper - 1) * share) : lower * share) + (0.03 * U(-1, 1)));
        }
        d.Last = d.X;
        WayOut(d, width, breaks > 0 ? upper + U(0.5, 1) : lower - U(0.5, 1), breaks);
    }

    private void AfterPole(Draft d, bool pennant)
    {
        var width = pennant ? U(0.22, 0.34) : U(0.15, 0.28);
        var turns = _random.Next(2, 4) * 2;
        var (drop, end) = (U(0.03, 0.3), width * U(0.2, 0.45));
        Quiet(d, 0);
        d.Add((int)U(5, 12), 1);
        d.First = d.X;
        d.Size = pennant ? 0.7 * width : width;
        for (var i = 1; i < turns; i++)
        {
            var share = i / (double)(turns - 1);
            var upper = pennant ? 1 - ((width - end) * 0.5 * share) : 1 - (drop * share);
            var lower = pennant ? 1 - width + ((width - end) * 0.5 * share) : 1 - width - (drop * share);
            Turn(d, U(3, 7), i % 2 == 0 ? upper : lower);
        }
        d.Last = d.X;
        WayOut(d, 6, 1 + U(0.4, 1), 1);
    }

    /// <summary>A quiet stretch that ends at a price.</summary>
    private void Quiet(Draft d, double end)
    {
        var parts = _random.Next(3, 6);
        d.Turns.Add((0, end + (0.35 * U(-1, 1) * d.Size)));
        for (var i = 0; i < parts; i++) d.Add((int)U(6, 14), i == parts - 1 ? end : end + (0.3 * U(-1, 1) * d.Size));
    }

    private void WayIn(Draft d, double from, double first, int way)
    {
        Quiet(d, from);
        // Steady or with a rest on the way.
        var bars = (int)U(8, 24);
        if (_random.Next(3) == 0)
        {
            var middle = (from + first) / 2;
            d.Add(bars / 2, middle);
            d.Add(3, middle - (way * 0.08));
        }
        d.Add(bars / 2, first);
        d.First = d.X;
    }

    private void WayOut(Draft d, double bars, double target, int way)
    {
        d.Add((int)(bars * U(0.7, 1.3)), target);
        for (var i = 0; i < 3; i++)
        {
            target += (0.25 * way) + (0.35 * U(-1, 1));
            d.Add((int)U(5, 12), target);
        }
    }

    private void Turn(Draft d, double bars, double y) => d.Add((int)Math.Round(bars * U(0.7, 1.4)), y);

    private LabelledSeries Draw(Draft d, string name, double noise, bool mirrored)
    {
        var last = d.Turns.FindIndex(t => t.X == d.Last);
        // Three in ten end on the way to the break.
        var count = _random.Next(10) < 3 ? d.Last + 2 + (int)((d.Turns[last + 1].X - d.Last) * U(0.35, 0.6)) : d.X + 1;
        var sigma = noise * d.Size;
        var close = new double[d.X + 1];
        close[0] = d.Turns[0].Y;
        for (var t = 1; t < d.Turns.Count; t++)
        {
            var (from, to) = (d.Turns[t - 1], d.Turns[t]);
            var bars = to.X - from.X;
            // The pole of a flag strays by its own height.
            var stray = noise * Math.Max(d.Size, Math.Min(1, Math.Abs(to.Y - from.Y)) * 0.6);
            var walk = new double[bars + 1];
            for (var i = 1; i <= bars; i++) walk[i] = walk[i - 1] + (2 * stray / Math.Sqrt(bars) * Normal());
            for (var i = 1; i <= bars; i++)
            {
                var share = i / (double)bars;
                close[from.X + i] = from.Y + ((to.Y - from.Y) * share) + walk[i] - (walk[bars] * share) + (i < bars ? 0.25 * stray * Normal() : 0);
            }
        }
        var (size, origin, sign) = (U(5, 15), U(80, 120), mirrored ? -1 : 1);
        var series = new Bar[count];
        for (var i = 0; i < count; i++)
        {
            var open = i == 0 ? close[0] : close[i - 1] + (0.1 * sigma * Normal());
            var shadow = (0.25 * sigma) + (0.1 * Math.Abs(close[i] - open));
            double top = Math.Max(open, close[i]) + (shadow * Math.Abs(Normal())), bottom = Math.Min(open, close[i]) - (shadow * Math.Abs(Normal()));
            double a = origin + (sign * size * top), b = origin + (sign * size * bottom);
            series[i] = new Bar(i * 3_600_000L, origin + (sign * size * open), Math.Max(a, b), Math.Min(a, b), origin + (sign * size * close[i]));
        }
        return new(BarSeries.From(series), name, d.First, d.Last);
    }

    private double U(double from, double to) => from + ((to - from) * _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
