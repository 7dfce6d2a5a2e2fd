using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>Computes studies over series of bars, passing over gaps.</summary>
public static class StudyCalculator
{
    /// <summary>Bars that a study needs before its values no longer depend on where the series starts; <see cref="int.MaxValue"/> for a running total.</summary>
    /// <param name="study">A study of <see cref="Catalog.Studies"/>.</param>
    /// <param name="timeframe">Timeframe of the bars.</param>
    public static int WarmUpOf(StudySpec study, Timeframe timeframe) => StudyRegistry.All[study.Name].WarmUpBars(Catalog.Studies[study.Name].ResolveInputs(study), timeframe);

    /// <summary>The values of a study over a whole series.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bars">The bars, oldest first.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="others">Bars of other symbols that the study compares with, by symbol.</param>
    /// <returns>Plots with one value a bar; NaN while warming up and at gaps.</returns>
    /// <exception cref="ChartSpecException">The study is wrong, or needs the bars of a symbol that was not supplied.</exception>
    public static StudyValues Compute(
        StudySpec study, BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, IReadOnlyDictionary<string, BarSeries>? others = null)
    {
        others ??= new Dictionary<string, BarSeries>(StringComparer.Ordinal);
        var problems = ChartSpecCheck.Problems(new ChartSpec { Studies = [study] });
        if (problems.Count > 0) throw new ChartSpecException(problems);
        if (MissingSymbol(study, "studies[0]", others) is { } missing) throw new ChartSpecException([missing]);
        return Compute(study, bars, 0, timeframe, calendar, others);
    }

    /// <summary>The values of a checked study over the bars given.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bars">The bars, warm-up first.</param>
    /// <param name="visibleStart">Index of the first visible bar.</param>
    /// <param name="timeframe">Timeframe of the bars.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="others">Bars of other symbols, by symbol.</param>
    internal static StudyValues Compute(
        StudySpec study, BarSeries bars, int visibleStart, Timeframe timeframe, ExchangeCalendar calendar, IReadOnlyDictionary<string, BarSeries> others)
    {
        var kept = Kept(bars);
        var solid = kept is null ? bars : BarSeries.From([.. kept.Select(i => bars[i])]);
        var values = StudyRegistry.All[study.Name].Compute(new StudyContext
        {
            Bars = solid,
            Inputs = Catalog.Studies[study.Name].ResolveInputs(study),
            Timeframe = timeframe,
            Calendar = calendar,
            VisibleStart = kept is null ? visibleStart : kept.Count(i => i < visibleStart),
            VisibleEnd = solid.Count,
            Other = symbol => others.TryGetValue(symbol, out var other) ? Align(other, solid) : null,
        });
        return kept is null ? values : values with { Plots = [.. values.Plots.Select(p => Spread(p, kept, bars.Count))] };
    }

    /// <summary>Says which symbol's bars a study lacks, or null when it has all.</summary>
    internal static SpecProblem? MissingSymbol(StudySpec study, string path, IReadOnlyDictionary<string, BarSeries> others)
    {
        var definition = Catalog.Studies[study.Name];
        if (!definition.InputsByKey.ContainsKey("symbol")) return null;
        var symbol = definition.ResolveInputs(study).Text("symbol");
        if (others.ContainsKey(symbol)) return null;
        return new(path + ".input.symbol", symbol, others.Count == 0 ? "a symbol whose bars are supplied; there are none" : "a symbol whose bars are supplied: " + string.Join(", ", others.Keys));
    }

    /// <summary>Indexes of the bars that are no gaps; null when none is.</summary>
    private static List<int>? Kept(BarSeries bars)
    {
        List<int>? kept = null;
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars.IsGap(i)) kept ??= [.. Enumerable.Range(0, i)];
            else kept?.Add(i);
        }
        return kept;
    }

    private static PlotValues Spread(PlotValues plot, List<int> kept, int count)
    {
        var values = Rolling.NaNs(count);
        var colors = plot.Colors is null ? null : new byte[count];
        for (var k = 0; k < kept.Count; k++)
        {
            values[kept[k]] = plot.Values[k];
            if (colors is not null) colors[kept[k]] = plot.Colors![k];
        }
        return plot with { Values = values, Colors = colors };
    }

    /// <summary>For each bar the other symbol's bar that opened last at or before it.</summary>
    private static BarSeries Align(BarSeries other, BarSeries bars)
    {
        var aligned = new Bar[bars.Count];
        for (var i = 0; i < aligned.Length; i++)
        {
            var index = other.IndexAtOrAfter(bars.Time[i] + 1) - 1;
            aligned[i] = index < 0 ? new Bar(bars.Time[i], double.NaN, double.NaN, double.NaN, double.NaN) : other[index] with { Time = bars.Time[i] };
        }
        return BarSeries.From(aligned);
    }
}
