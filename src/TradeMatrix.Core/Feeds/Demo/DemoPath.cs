namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>
/// Prices as a function of an instrument and a time alone. A day's bar comes from a hash of its number; shorter bars divide it, so
/// that they have its open and close at their ends and its high and low among them. Only arithmetic that is exact alike on every
/// machine is used: no logarithm, no sine.
/// </summary>
internal sealed class DemoPath(DemoInstrument instrument)
{
    /// <summary>Waves from one day to 256, each longer one as much larger as a random walk's is.</summary>
    private const int Octaves = 9;

    /// <summary>The bar of a trading day.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public DemoBar Day(int day)
    {
        // Without weekends, a Monday follows on a Friday.
        var number = instrument.HasWeekends ? day : Weekday(day);
        var seed = Mix(instrument.Seed + ((ulong)number * 8));
        double open = Level(number), close = Level(number + 1);
        if (instrument.Exchange is not ("FX" or "CRYPTO")) open *= 1 + (0.2 * instrument.Volatility * Normal(Mix(seed + 1)));
        var up = instrument.Volatility * (0.1 + (0.4 * Math.Abs(Normal(Mix(seed + 2)))));
        var down = instrument.Volatility * (0.1 + (0.4 * Math.Abs(Normal(Mix(seed + 3)))));
        var volume = instrument.Volume * (0.6 + (0.8 * Uniform(Mix(seed + 4))));
        return new DemoBar(open, Math.Max(open, close) * (1 + up), Math.Min(open, close) * (1 - down), close, (long)volume);
    }

    /// <summary>Divides a bar into several.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="parts">Takes the parts, in order.</param>
    /// <param name="key">What tells this division from all others, such as its time and level.</param>
    public void Divide(DemoBar bar, Span<DemoBar> parts, ulong key) => Halve(bar, parts, Mix(instrument.Seed ^ Mix(key)));

    private static void Halve(DemoBar bar, Span<DemoBar> parts, ulong seed)
    {
        if (parts.Length == 1)
        {
            parts[0] = bar;
            return;
        }
        var half = parts.Length / 2;
        var share = half / (double)parts.Length;
        var (open, high, low, close, volume) = bar;

        // Towards the extreme that is further off, or the last and shortest part would have to reach for it.
        var pull = high - Math.Max(open, close) - (Math.Min(open, close) - low);
        var middle = open + ((close - open) * share) + (0.45 * pull) + (0.25 * (high - low) * Normal(Mix(seed + 1)));
        middle = Math.Clamp(middle, low, high);

        // One half has the high, mostly the one that is nearer to it, and one the low; the other half has its own.
        double firstTop = Math.Max(open, middle), secondTop = Math.Max(middle, close);
        double firstBottom = Math.Min(open, middle), secondBottom = Math.Min(middle, close);
        var isHighFirst = Chance(seed + 2, firstTop >= secondTop);
        var isLowFirst = Chance(seed + 3, firstBottom <= secondBottom);
        double top = 0.15 + (0.3 * Uniform(Mix(seed + 4))), bottom = 0.15 + (0.3 * Uniform(Mix(seed + 5)));
        var firstVolume = (long)(volume * Math.Clamp(share * (0.7 + (0.6 * Uniform(Mix(seed + 6)))), 0, 1));

        var first = new DemoBar(
            open,
            isHighFirst ? high : firstTop + ((high - firstTop) * top),
            isLowFirst ? low : firstBottom - ((firstBottom - low) * bottom),
            middle,
            firstVolume);
        var second = new DemoBar(
            middle,
            isHighFirst ? secondTop + ((high - secondTop) * top) : high,
            isLowFirst ? secondBottom - ((secondBottom - low) * bottom) : low,
            close,
            volume - firstVolume);
        Halve(first, parts[..half], Mix(seed + 7));
        Halve(second, parts[half..], Mix(seed + 8));
    }

    private static bool Chance(ulong seed, bool isLikely) => Uniform(Mix(seed)) < (isLikely ? 0.8 : 0.2);

    /// <summary>The price between two days.</summary>
    private double Level(long number)
    {
        double sum = 0;
        for (var octave = 0; octave < Octaves; octave++)
        {
            var period = 1L << octave;
            var before = Math.DivRem(number, period, out var rest);
            var part = rest / (double)period;
            sum += Math.Sqrt(period) * ((Wave(octave, before) * (1 - part)) + (Wave(octave, before + 1) * part));
        }
        // A rational function in place of the exponential one.
        var s = Math.Clamp(sum * instrument.Volatility / 2, -1.5, 1.5) / 2;
        return instrument.Price * (1 + s) / (1 - s);
    }

    private double Wave(int octave, long index) => Normal(Mix(instrument.Seed ^ Mix(((ulong)index * 16) + (ulong)octave)));

    /// <summary>Weekdays since Monday 1970-01-05; a weekend counts as its Friday.</summary>
    private static int Weekday(int day)
    {
        var week = Math.DivRem(day - 4, 7, out var rest);
        return (week * 5) + Math.Min(rest, 4);
    }

    /// <summary>From 0 to 1.</summary>
    private static double Uniform(ulong hash) => (hash >> 11) / 9007199254740992.0;

    /// <summary>About normal, with a deviation of 1: a sum of four uniform values.</summary>
    private static double Normal(ulong hash)
    {
        var sum = (hash & 0xFFFF) + ((hash >> 16) & 0xFFFF) + ((hash >> 32) & 0xFFFF) + (hash >> 48);
        return ((sum / 65536.0) - 2) * 1.7320508;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
