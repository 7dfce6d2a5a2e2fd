using System.Text.RegularExpressions;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Values;

/// <summary>Holds study values against the columns of a chart data export.</summary>
internal static partial class ExportComparison
{
    /// <summary>The studies that columns name, each once.</summary>
    public static IReadOnlyList<StudySpec> StudiesOf(IReadOnlyList<ExtraColumn> columns)
    {
        var studies = new List<StudySpec>();
        foreach (var column in columns)
        {
            if (KnownColumn.Find(column.Name) is [var known, ..] && !studies.Exists(s => KnownColumn.IsSame(s, known.Study))) studies.Add(known.Study);
        }
        return studies;
    }

    /// <summary>The deviation of each column, in the file's order.</summary>
    /// <param name="exported">Columns of the export.</param>
    /// <param name="table">Study values; its range of bars is compared.</param>
    public static IReadOnlyList<ColumnDeviation> Run(IReadOnlyList<ExtraColumn> exported, ValueTable table)
    {
        var matches = Match(exported, table);
        var deviations = new List<ColumnDeviation>(exported.Count);
        for (var i = 0; i < exported.Count; i++)
        {
            var (name, values) = exported[i];
            deviations.Add(matches[i] is { } match
                ? ColumnDeviation.Of(name, match.Column.Name, values, match.Values, table.First, table.End, match.Column.WarmUp)
                : new ColumnDeviation(name, null, 0, 0));
        }
        return deviations;
    }

    /// <summary>First the columns whose name says what they are, then the others by what fits best; no plot twice among these.</summary>
    private static (StudyColumn Column, double[] Values)?[] Match(IReadOnlyList<ExtraColumn> exported, ValueTable table)
    {
        var matches = new (StudyColumn Column, double[] Values)?[exported.Count];
        for (var i = 0; i < matches.Length; i++) matches[i] = ByName(exported[i].Name, table);

        var taken = matches.OfType<(StudyColumn Column, double[])>().Select(m => m.Column).ToHashSet();
        var pairs = new List<(double Misfit, int Index, StudyColumn Column)>();
        for (var i = 0; i < matches.Length; i++)
        {
            if (matches[i] is not null) continue;
            foreach (var column in table.Columns)
            {
                if (!taken.Contains(column) && MayBe(exported[i].Name, column))
                    pairs.Add((ColumnDeviation.Misfit(exported[i].Values, column.Values, table.First, table.End), i, column));
            }
        }
        foreach (var (misfit, index, column) in pairs.OrderBy(p => p.Misfit).ThenBy(p => p.Index))
        {
            if (matches[index] is null && double.IsFinite(misfit) && taken.Add(column)) matches[index] = (column, column.Values);
        }
        return matches;
    }

    private static (StudyColumn, double[])? ByName(string name, ValueTable table)
    {
        foreach (var known in KnownColumn.Find(name))
        {
            if (table.Columns.FirstOrDefault(c => c.Plot == known.Plot && KnownColumn.IsSame(c.Study, known.Study)) is not { } column) continue;
            if (known.Transform is not { } transform) return (column, column.Values);
            var values = new double[column.Values.Length];
            for (var i = 0; i < values.Length; i++) values[i] = transform(column.Values[i], table.Bars.Close[i]);
            return (column, values);
        }
        return table.Columns.FirstOrDefault(c => Letters(c.Name) == Letters(name)) is { } same ? (same, same.Values) : null;
    }

    /// <summary>Whether a column may be a plot: it is called Plot, or like the plot or the study's title.</summary>
    private static bool MayBe(string name, StudyColumn column) =>
        Plain().IsMatch(name) || Letters(name) == Letters(column.Plot) || Letters(name) == Letters(Catalog.Studies[column.Study.Name].Title);

    private static string Letters(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is '%' or '+' or '-')).ToUpperInvariant();

    /// <summary>What exports call plots without a title, also as readers number them.</summary>
    [GeneratedRegex("^plot(?:[ .]?[0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
