using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Values;

/// <summary>One plot of a study, bar by bar.</summary>
/// <param name="Name">Title of the study, and the plot where the study has several.</param>
/// <param name="Study">The study.</param>
/// <param name="Plot">Name of the plot.</param>
/// <param name="Values">The value that is drawn at each bar; NaN where there is none.</param>
/// <param name="WarmUp">Bars before the values no longer depend on where the series starts; <see cref="int.MaxValue"/> for a running total.</param>
internal sealed record StudyColumn(string Name, StudySpec Study, string Plot, double[] Values, int WarmUp)
{
    /// <summary>The visible plots of studies, in order; of equal names the later ones are numbered.</summary>
    /// <param name="studies">The studies.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="others">Bars of other symbols, by symbol.</param>
    /// <exception cref="ChartSpecException">A study is wrong or lacks the bars of another symbol.</exception>
    public static List<StudyColumn> Compute(
        IEnumerable<StudySpec> studies, BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, IReadOnlyDictionary<string, BarSeries> others)
    {
        var columns = new List<StudyColumn>();
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var study in studies)
        {
            var look = Catalog.Studies[study.Name].ResolveOverrides(study);
            var title = StudyTitle.Of(study);
            var plots = StudyCalculator.Compute(study, bars, timeframe, calendar, others).Plots
                .Where(p => look.Flag(p.Name + ".visible", true) && look.Flag(p.Name + ".display", true)).ToList();
            foreach (var plot in plots)
            {
                var name = plots.Count == 1 ? title : $"{title} {plot.Name}";
                var use = uses[name] = uses.GetValueOrDefault(name) + 1;
                columns.Add(new StudyColumn(use == 1 ? name : $"{name} ({use})", study, plot.Name, Drawn(plot), StudyCalculator.WarmUpOf(study, timeframe)));
            }
        }
        return columns;
    }

    private static double[] Drawn(PlotValues plot)
    {
        if (plot.Shift == 0) return plot.Values;
        var values = new double[plot.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var source = i - plot.Shift;
            values[i] = source >= 0 && source < values.Length ? plot.Values[source] : double.NaN;
        }
        return values;
    }
}
