using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Layout;

/// <summary>Computes a chart's studies over their warm-up and the visible bars alone.</summary>
internal static class StudyRunner
{
    /// <summary>Most bars that any study of the chart needs before the first visible one.</summary>
    public static int WarmUpOf(ChartSpec spec) => spec.Studies.Length == 0 ? 0 : spec.Studies.Max(study => StudyCalculator.WarmUpOf(study, spec.Interval));

    /// <summary>The studies in the spec's order.</summary>
    /// <param name="spec">The chart.</param>
    /// <param name="window">Its bars.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="theme">Colours that the plots must be seen on.</param>
    /// <param name="others">Bars of other symbols, by symbol.</param>
    /// <exception cref="ChartSpecException">A study needs the bars of a symbol that was not supplied.</exception>
    public static List<StudyLayout> Run(ChartSpec spec, BarWindow window, ExchangeCalendar calendar, ThemeColors theme, IReadOnlyDictionary<string, BarSeries> others)
    {
        var problems = new List<SpecProblem>();
        var studies = new List<StudyLayout>(spec.Studies.Length);
        for (var i = 0; i < spec.Studies.Length; i++)
        {
            var study = spec.Studies[i];
            if (StudyCalculator.MissingSymbol(study, $"studies[{i}]", others) is { } problem)
            {
                problems.Add(problem);
                continue;
            }
            var start = Math.Max(0, (int)Math.Max(window.First - (long)StudyCalculator.WarmUpOf(study, spec.Interval), 0));
            var bars = window.Series.Slice(start, window.End - start);
            var values = StudyCalculator.Compute(study, bars, window.First - start, spec.Interval, calendar, others);
            var definition = Catalog.Studies[study.Name];
            studies.Add(new StudyLayout(study, definition, values, start, studies.Count(s => s.Definition == definition), theme));
        }
        return problems.Count == 0 ? studies : throw new ChartSpecException(problems);
    }
}
