using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;
using TradeMatrix.Files;

namespace TradeMatrix.Values;

/// <summary>One plot of a study as a column.</summary>
/// <param name="Name">Such as <c>RSI 14</c> or <c>MACD 12 26 9 Signal</c>.</param>
/// <param name="Study">The study.</param>
/// <param name="Plot">Name of the plot.</param>
/// <param name="Values">One value a bar; NaN for none.</param>
internal sealed record StudyColumn(string Name, StudySpec Study, string Plot, double[] Values)
{
    /// <summary>The plots of studies over a file's bars; plots that are hidden unless asked for are left out.</summary>
    public static List<StudyColumn> Of(IEnumerable<StudySpec> studies, BarInput input)
    {
        var columns = new List<StudyColumn>();
        foreach (var study in studies)
        {
            var look = Catalog.Studies[study.Name].ResolveOverrides(study);
            var plots = StudyCalculator.Compute(study, input.Bars, input.Interval, input.Hours).Plots
                .Where(p => look.Flag(p.Name + ".visible", true) && look.Flag(p.Name + ".display", true)).ToList();
            foreach (var plot in plots)
            {
                var title = StudyTitle.Of(study);
                columns.Add(new StudyColumn(plots.Count == 1 ? title : $"{title} {plot.Name}", study, plot.Name, plot.Values));
            }
        }
        return columns;
    }
}
