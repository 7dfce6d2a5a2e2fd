using TradeMatrix.Analysis.Candles;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Swings;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>What was known when a bar closed. Nothing after it can be reached from here.</summary>
public readonly record struct SetupMoment
{
    private readonly SetupBars _bars;

    internal SetupMoment(SetupBars bars, int index) => (_bars, Index) = (bars, index);

    /// <summary>Index of the bar that closed.</summary>
    public int Index { get; }

    /// <summary>The bar that closed.</summary>
    public Bar Now => _bars.Bars[Index];

    /// <summary>When it closed, Unix milliseconds UTC.</summary>
    public long ClosedAt => _bars.Bars.Time[Index] + _bars.Length;

    /// <summary>Its trading day, days since 1970-01-01.</summary>
    public int Day => _bars.Day(Index);

    /// <summary>Levels of the previous trading day; null when its bars are missing.</summary>
    public DayLevels? Yesterday => _bars.Yesterday(Index);

    /// <summary>Timeframe of the bars.</summary>
    public Timeframe Timeframe => _bars.Timeframe;

    /// <summary>When the market trades.</summary>
    public ExchangeCalendar Calendar => _bars.Calendar;

    /// <summary>Pivot and tolerances.</summary>
    public SetupOptions Options => _bars.Options;

    /// <summary>Average true range over 14 bars (Wilder).</summary>
    public double Atr => _bars.Atr(Index);

    /// <summary>Where it stands among its last 100 values, 0 to 100; NaN with fewer.</summary>
    public double AtrPercentile => _bars.AtrRankOf(Index);

    /// <summary>Volume by the mean of 20 bars; NaN where the market tells none.</summary>
    public double VolumeRatio => _bars.VolumeRatio(Index);

    /// <summary>The Ichimoku cloud (9, 26, 52) over the bar; NaN while it warms up.</summary>
    public (double Bottom, double Top) Cloud => _bars.CloudAt(Index);

    /// <summary>Candlestick patterns that end with the bar.</summary>
    public IReadOnlyList<CandlePattern> Patterns => _bars.Patterns(Index);

    /// <summary>The bar as a candle.</summary>
    public Candle Candle => new(Now.Open, Now.High, Now.Low, Now.Close);

    /// <summary>Size of a point, price units; see <see cref="SetupOptions.Point"/>.</summary>
    public double Point => Options.Point ?? Atr / PointsPerRange;

    /// <summary>The trend by <see cref="EmaStack.KindOf"/>; neutral in between and while the averages warm up.</summary>
    public Direction Trend => EmaStack.KindOf(Now.Close, Ema(20), Ema(50), Ema(200)) switch { TrendKind.Bullish => Direction.Bullish, TrendKind.Bearish => Direction.Bearish, _ => Direction.Neutral };

    private static double PointsPerRange => 20;

    /// <summary>An exponential average of closes; NaN while it warms up.</summary>
    /// <param name="length">20, 50 or 200.</param>
    /// <param name="back">So many bars ago.</param>
    public double Ema(int length, int back = 0) => back > Index ? double.NaN : _bars.Ema(length, Index - back);

    /// <summary>Price of the newest fractal (see <see cref="Fractals"/>) that is certain by now; null without one in the last so many bars.</summary>
    internal double? LastSwing(SwingKind kind, int within) =>
        _bars.LastSwing(kind, Index) is var at && at >= 0 && Index - at <= within ? kind == SwingKind.High ? _bars.Bars.High[at] : _bars.Bars.Low[at] : null;

    /// <summary>The moment so many bars before; null when there is none.</summary>
    public SetupMoment? Back(int count) => count <= Index ? new(_bars, Index - count) : null;

    /// <summary>The bar at an index.</summary>
    /// <param name="index">At most <see cref="Index"/>.</param>
    public Bar this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Index);
            return _bars.Bars[index];
        }
    }

    /// <summary>Whether the bar opened in a window of the day.</summary>
    public bool IsIn(SessionWindow window) => window.Holds(_bars.Local(window.Zone)[Index], _bars.Length);

    /// <summary>The bar's date and time of day in a zone, milliseconds since 1970-01-01 there.</summary>
    internal long Local(string zone) => _bars.Local(zone)[Index];

    /// <summary>The bars of the same date that opened in a window, as far as they have closed: index of the first, and after the last.</summary>
    public (int Start, int End) Within(SessionWindow window)
    {
        var local = _bars.Local(window.Zone);
        var date = DateOf(local[Index]);
        var end = Index + 1;
        while (end > 0 && DateOf(local[end - 1]) == date && !window.Holds(local[end - 1], _bars.Length)) end--;
        var start = end;
        while (start > 0 && DateOf(local[start - 1]) == date && window.Holds(local[start - 1], _bars.Length)) start--;
        return (start, end);
    }

    /// <summary>Index of the first bar of the same trading day.</summary>
    public int DayStart
    {
        get
        {
            var start = Index;
            while (start > 0 && _bars.Day(start - 1) == Day) start--;
            return start;
        }
    }

    /// <summary>A setup at this moment; null when its prices are not in order, or one is not above 0.</summary>
    internal Setup? Propose(string strategy, Side side, OrderType order, double entry, double stop, double target, double score, Dictionary<string, double> facts)
    {
        if (!(side.Gain(stop, entry) > 0) || !(side.Gain(entry, target) > 0) || !(Math.Min(stop, target) > 0)) return null;
        var setup = new Setup
        {
            Strategy = strategy,
            Side = side,
            Order = order,
            Entry = entry,
            Stop = stop,
            Target = target,
            At = ClosedAt,
            ValidUntil = MarketHours.Add(Calendar, ClosedAt, MarketHours.ValidityOf(Timeframe)),
            Timeframe = Timeframe,
            Score = Math.Clamp(score, 0, 1),
            Facts = facts.Where(f => double.IsFinite(f.Value)).ToDictionary(StringComparer.Ordinal),
        };
        return setup.RewardRisk < 1 ? setup with { Flags = [Setup.RewardBelowRisk] } : setup;
    }

    private static long DateOf(long local) => (long)Math.Floor(local / (double)TimeSpan.MillisecondsPerDay);
}
