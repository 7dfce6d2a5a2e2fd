using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Where everything on a chart lies. Made from a spec and bars alone; painting it is another step.</summary>
public sealed class ChartLayout
{
    internal ChartLayout(ChartClock clock) => Clock = clock;

    /// <summary>The chart as asked for.</summary>
    public required ChartSpec Spec { get; init; }

    /// <summary>Colours.</summary>
    public required ThemeColors Colors { get; init; }

    /// <summary>The bars that the chart may know. Indexes everywhere count in these.</summary>
    public required BarSeries Bars { get; init; }

    /// <summary>The bars as drawn: averaged for Heikin-Ashi, else <see cref="Bars"/>.</summary>
    public required BarSeries DrawnBars { get; init; }

    /// <summary>Decimals of a price.</summary>
    public required int Precision { get; init; }

    /// <summary>Bars to x.</summary>
    public required TimeScale Time { get; init; }

    /// <summary>Panes, top to bottom.</summary>
    public required IReadOnlyList<PaneLayout> Panes { get; init; }

    /// <summary>All studies in the spec's order.</summary>
    public required IReadOnlyList<StudyLayout> Studies { get; init; }

    /// <summary>Labels of the time scale.</summary>
    public required IReadOnlyList<ScaleTick> TimeTicks { get; init; }

    /// <summary>Boxes on the time scale.</summary>
    public required IReadOnlyList<ScaleLabel> TimeLabels { get; init; }

    /// <summary>Room of the time scale.</summary>
    public required PixelRect TimeArea { get; init; }

    /// <summary>Font of the scales.</summary>
    public required TextStyle ScaleFont { get; init; }

    /// <summary>When the market trades.</summary>
    public required ExchangeCalendar Calendar { get; init; }

    internal ChartClock Clock { get; }

    /// <summary>Index of the first visible bar.</summary>
    public int FirstVisible => Time.FirstVisible;

    /// <summary>Index after the last visible bar.</summary>
    public int EndVisible => Time.EndVisible;

    /// <summary>Index of the last visible bar that is no gap; −1 when there is none. The legend and the labels speak of it.</summary>
    public int LastVisible
    {
        get
        {
            for (var i = EndVisible - 1; i >= FirstVisible; i--)
            {
                if (!Bars.IsGap(i)) return i;
            }
            return -1;
        }
    }

    /// <summary>What the picture shows, in one English sentence.</summary>
    public string AltTextOf() => AltText.Of(this);

    /// <summary>The colour of a bar's candle: rising or falling.</summary>
    internal bool IsRising(int bar, bool onPrevious) => IsRising(DrawnBars, bar, onPrevious);

    /// <summary>Lays a chart out.</summary>
    /// <param name="spec">What to show.</param>
    /// <param name="bars">The symbol's bars.</param>
    /// <param name="others">Bars of other symbols that studies compare with, by symbol.</param>
    /// <exception cref="ChartSpecException">The spec is wrong, or no bar is left to draw.</exception>
    public static ChartLayout Create(ChartSpec spec, BarSeries bars, IReadOnlyDictionary<string, BarSeries>? others = null)
    {
        var problems = ChartSpecCheck.Problems(spec);
        return problems.Count > 0
            ? throw new ChartSpecException(problems)
            : new ChartLayoutBuilder(spec, bars, others ?? new Dictionary<string, BarSeries>(StringComparer.Ordinal)).Build();
    }

    /// <summary>Whether a bar closes at or above its open, or the close before it.</summary>
    internal static bool IsRising(BarSeries drawn, int bar, bool onPrevious) => !(drawn.Close[bar] < (onPrevious ? PreviousClose(drawn, bar) : drawn.Open[bar]));

    /// <summary>The close before a bar, passing over gaps; NaN when there is none.</summary>
    internal static double PreviousClose(BarSeries bars, int bar)
    {
        for (var i = bar - 1; i >= 0; i--)
        {
            if (!bars.IsGap(i)) return bars.Close[i];
        }
        return double.NaN;
    }
}
