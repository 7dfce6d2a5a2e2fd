using System.Collections.Concurrent;
using TradeMatrix.Analysis.Candles;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// Bars of a market prepared for looking for setups: averages, patterns and levels of days are computed once, each from the bars up to
/// its own, so that a <see cref="SetupMoment"/> costs nothing and cannot see what comes after it.
/// </summary>
/// <remarks>A day whose beginning the bars lack, as the first may, leaves no levels to the next one.</remarks>
public sealed class SetupBars
{
    private const int VolumeLength = 20, AtrRank = 100;
    private const int Conversion = 9, Base = 26, LeadingB = 52, Displacement = 26;

    private readonly Lazy<double[]> _ema20, _ema50, _ema200, _atr, _atrRank, _volumeRatio, _cloudTop, _cloudBottom;
    private readonly Lazy<CandlePattern[][]> _patterns;
    private readonly Lazy<int[]> _lastHigh, _lastLow;
    private readonly ConcurrentDictionary<string, long[]> _local = new(StringComparer.Ordinal);
    private readonly int[] _day;
    private readonly DayLevels?[] _yesterday;

    /// <summary>Prepares bars.</summary>
    /// <param name="bars">Closed bars, oldest first; gaps are left out.</param>
    /// <param name="timeframe">Their timeframe, shorter than a day.</param>
    /// <param name="calendar">When the market trades, which says what the previous trading day was.</param>
    /// <param name="options">Pivot and tolerances; null for the defaults.</param>
    /// <exception cref="ArgumentException">The timeframe is a day or longer.</exception>
    public SetupBars(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, SetupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(calendar);
        if (!timeframe.IsIntraday) throw new ArgumentException($"timeframe: '{timeframe}' must be shorter than a day", nameof(timeframe));
        (Bars, Timeframe, Calendar, Options) = (WithoutGaps(bars), timeframe, calendar, options ?? SetupOptions.Default);
        Length = (long)timeframe.Duration.TotalMilliseconds;
        _ema20 = new(() => MovingAverages.Exponential(Bars.Close, 20));
        _ema50 = new(() => MovingAverages.Exponential(Bars.Close, 50));
        _ema200 = new(() => MovingAverages.Exponential(Bars.Close, 200));
        _atr = new(() => AverageRange.Of(Bars));
        _atrRank = new(() => RankOf(_atr.Value, AtrRank));
        _volumeRatio = new(() => RatioToMean(Bars.Volume, VolumeLength));
        _cloudTop = new(() => Cloud(Math.Max));
        _cloudBottom = new(() => Cloud(Math.Min));
        _patterns = new(PatternsByBar);
        _lastHigh = new(() => NewestSwing(SwingKind.High));
        _lastLow = new(() => NewestSwing(SwingKind.Low));
        _day = new int[Bars.Count];
        for (var i = 0; i < _day.Length; i++) _day[i] = calendar.TradingDay(Bars.Time[i], timeframe);
        _yesterday = LevelsByBar();
    }

    /// <summary>The bars, without gaps.</summary>
    public BarSeries Bars { get; }

    /// <summary>Their timeframe.</summary>
    public Timeframe Timeframe { get; }

    /// <summary>When the market trades.</summary>
    public ExchangeCalendar Calendar { get; }

    /// <summary>Pivot and tolerances.</summary>
    public SetupOptions Options { get; }

    /// <summary>Number of bars.</summary>
    public int Count => Bars.Count;

    /// <summary>The close of the last bar; there must be one.</summary>
    public SetupMoment Latest => At(Count - 1);

    /// <summary>Length of a bar in milliseconds.</summary>
    internal long Length { get; }

    /// <summary>The moment at which a bar closes.</summary>
    /// <param name="index">Index of the bar.</param>
    public SetupMoment At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new SetupMoment(this, index);
    }

    internal double Ema(int length, int index) => (length switch { 20 => _ema20, 50 => _ema50, _ => _ema200 }).Value[index];

    internal double Atr(int index) => _atr.Value[index];

    internal double AtrRankOf(int index) => _atrRank.Value[index];

    internal double VolumeRatio(int index) => _volumeRatio.Value[index];

    internal (double Bottom, double Top) CloudAt(int index) => (_cloudBottom.Value[index], _cloudTop.Value[index]);

    internal CandlePattern[] Patterns(int index) => _patterns.Value[index] ?? [];

    internal int Day(int index) => _day[index];

    internal DayLevels? Yesterday(int index) => _yesterday[index];

    /// <summary>Index of the newest fractal that was certain at a bar's close; -1 without one.</summary>
    internal int LastSwing(SwingKind kind, int index) => (kind == SwingKind.High ? _lastHigh : _lastLow).Value[index];

    /// <summary>Wall-clock times of the bars in a zone, milliseconds since 1970-01-01 there.</summary>
    internal long[] Local(string zone) => _local.GetOrAdd(zone, static (name, bars) =>
    {
        var clock = ExchangeCalendar.Continuous(name);
        var local = new long[bars.Count];
        for (var i = 0; i < local.Length; i++) local[i] = clock.Local(bars.Time[i]);
        return local;
    }, Bars);

    private static BarSeries WithoutGaps(BarSeries bars)
    {
        var kept = new List<Bar>(bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            if (!bars.IsGap(i)) kept.Add(bars[i]);
        }
        return kept.Count == bars.Count ? bars : BarSeries.From(kept);
    }

    /// <summary>For each bar the levels of the trading day before its own; null where that day has no regular bars, or lacks its first.</summary>
    private DayLevels?[] LevelsByBar()
    {
        var levels = new DayLevels?[Count];
        var days = new Dictionary<int, (int Start, int End)>();
        for (var start = 0; start < Count;)
        {
            var (day, end) = (_day[start], start + 1);
            while (end < Count && _day[end] == day) end++;
            if (days.TryGetValue(Calendar.PreviousTradingDay(day), out var before))
                levels.AsSpan(start, end - start).Fill(DayLevels.For(day, Bars.Slice(before.Start, before.End - before.Start), Timeframe, Calendar));
            var isCutShort = start == 0 && Calendar.SessionOf(day) is { } session && Bars.Time[0] > session.Open;
            if (!isCutShort) days[day] = (start, end);
            start = end;
        }
        return levels;
    }

    /// <summary>Where each value stands among the last so many, itself included, 0 to 100; NaN before there are so many.</summary>
    private static double[] RankOf(double[] values, int length)
    {
        var result = Rolling.NaNs(values.Length);
        for (var i = length - 1; i < values.Length; i++)
        {
            var notAbove = 0;
            for (var k = i - length + 1; k <= i; k++)
            {
                if (values[k] <= values[i]) notAbove++;
            }
            result[i] = notAbove * 100.0 / length;
        }
        return result;
    }

    /// <summary>Each volume by the mean of the last so many, itself included; NaN where one of them is unknown or the mean is 0.</summary>
    private static double[] RatioToMean(ReadOnlySpan<double> volume, int length)
    {
        var result = Rolling.NaNs(volume.Length);
        for (var i = length - 1; i < volume.Length; i++)
        {
            double sum = 0;
            foreach (var v in volume.Slice(i - length + 1, length)) sum += v;
            if (sum > 0) result[i] = volume[i] * length / sum;
        }
        return result;
    }

    /// <summary>An edge of the Ichimoku cloud as it stands over each bar: the spans of 26 bars before.</summary>
    private double[] Cloud(Func<double, double, double> edge)
    {
        double[] a = Rolling.Combine(Rolling.Midpoint(Bars, Conversion), Rolling.Midpoint(Bars, Base), static (c, b) => (c + b) / 2), b = Rolling.Midpoint(Bars, LeadingB);
        var result = Rolling.NaNs(Count);
        for (var i = Displacement; i < result.Length; i++) result[i] = edge(a[i - Displacement], b[i - Displacement]);
        return result;
    }

    private int[] NewestSwing(SwingKind kind)
    {
        var result = new int[Count];
        Array.Fill(result, -1);
        foreach (var swing in Fractals.Of(Bars))
        {
            if (swing.Kind == kind) result[swing.Known] = swing.Index;
        }
        for (var i = 1; i < result.Length; i++) result[i] = Math.Max(result[i], result[i - 1]);
        return result;
    }

    private CandlePattern[][] PatternsByBar()
    {
        var result = new CandlePattern[Count][];
        foreach (var group in CandlePatterns.Find(Bars).GroupBy(m => m.Index)) result[group.Key] = [.. group.Select(m => m.Pattern)];
        return result;
    }
}
