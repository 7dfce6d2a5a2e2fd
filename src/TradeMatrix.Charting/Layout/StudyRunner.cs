using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Layout;

/// <summary>Computes a chart's studies over their warm-up and the visible bars alone.</summary>
internal static class StudyRunner
{
    /// <summary>Most bars that any study of the chart needs before the first visible one.</summary>
    public static int WarmUpOf(ChartSpec spec) => spec.Studies.Length == 0 ? 0 : spec.Studies.Max(WarmUpOf);

    /// <summary>The studies in the spec's order.</summary>
    /// <param name="spec">The chart.</param>
    /// <param name="window">Its bars.</param>
    /// <param name="hours">Trading hours.</param>
    /// <param name="theme">Colours that the plots must be seen on.</param>
    /// <param name="others">Bars of other symbols, by symbol.</param>
    /// <exception cref="ChartSpecException">A study needs the bars of a symbol that was not supplied.</exception>
    public static List<StudyLayout> Run(ChartSpec spec, BarWindow window, TradingHours hours, ThemeColors theme, IReadOnlyDictionary<string, BarSeries> others)
    {
        var problems = new List<SpecProblem>();
        var studies = new List<StudyLayout>(spec.Studies.Length);
        for (var i = 0; i < spec.Studies.Length; i++)
        {
            var study = spec.Studies[i];
            var definition = Catalog.Studies[study.Name];
            if (definition.InputsByKey.ContainsKey("symbol") && definition.ResolveInputs(study).Text("symbol") is var symbol && !others.ContainsKey(symbol))
            {
                problems.Add(new($"studies[{i}].input.symbol", symbol, others.Count == 0 ? "a symbol whose bars are supplied; there are none" : "a symbol whose bars are supplied: " + string.Join(", ", others.Keys)));
                continue;
            }
            var start = Math.Max(0, (int)Math.Max(window.First - (long)WarmUpOf(study), 0));
            var bars = window.Series.Slice(start, window.End - start);
            studies.Add(new StudyLayout(study, definition, Compute(study, definition, bars, window.First - start, spec.Interval, hours, others), start, studies.Count(s => s.Definition == definition), theme));
        }
        return problems.Count == 0 ? studies : throw new ChartSpecException(problems);
    }

    /// <summary>Computes one study over all the bars given, passing over gaps.</summary>
    /// <param name="study">The study.</param>
    /// <param name="definition">Its entry in the catalogue.</param>
    /// <param name="bars">The bars, warm-up first.</param>
    /// <param name="visibleStart">Index of the first visible bar.</param>
    /// <param name="timeframe">Timeframe of the bars.</param>
    /// <param name="hours">Trading hours.</param>
    /// <param name="others">Bars of other symbols, by symbol.</param>
    public static StudyValues Compute(
        StudySpec study, StudyDefinition definition, BarSeries bars, int visibleStart, Timeframe timeframe, TradingHours hours, IReadOnlyDictionary<string, BarSeries> others)
    {
        var kept = Kept(bars);
        var solid = kept is null ? bars : BarSeries.From([.. kept.Select(i => bars[i])]);
        var values = StudyRegistry.All[study.Name].Compute(new StudyContext
        {
            Bars = solid,
            Inputs = definition.ResolveInputs(study),
            Timeframe = timeframe,
            Hours = hours,
            VisibleStart = kept is null ? visibleStart : kept.Count(i => i < visibleStart),
            VisibleEnd = solid.Count,
            Other = symbol => others.TryGetValue(symbol, out var other) ? Align(other, solid) : null,
        });
        return kept is null ? values : values with { Plots = [.. values.Plots.Select(p => Spread(p, kept, bars.Count))] };
    }

    private static int WarmUpOf(StudySpec study) => StudyRegistry.All[study.Name].WarmUp(Catalog.Studies[study.Name].ResolveInputs(study));

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
