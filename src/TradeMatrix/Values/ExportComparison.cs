using System.Globalization;
using System.Text.RegularExpressions;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;
using TradeMatrix.Files;

namespace TradeMatrix.Values;

/// <summary>
/// Holds study values against the extra columns of a TradingView export, bar by bar. An export begins without the history that
/// the platform computed with, so bars before a study's warm-up do not count, save where the whole file is shorter than that.
/// </summary>
internal static partial class ExportComparison
{
    /// <summary>Columns of indicators that name themselves: pattern, study code with $1 for the number, plot.</summary>
    private static readonly (string Pattern, string Code, string Plot)[] Known =
    [
        (@"^EMA[_ ]?(\d+)$", "EMA:$1", "Plot"), (@"^(?:SMA|MA)[_ ]?(\d+)$", "MA:$1", "Plot"), (@"^WMA[_ ]?(\d+)$", "WMA:$1", "Plot"), (@"^RSI[_ ]?(\d+)?$", "RSI:$1", "Plot"), (@"^ATR[_ ]?(\d+)?$", "ATR:$1", "Plot"),
        (@"^MACD(?:_Line)?()$", "MACD", "MACD"), (@"^(?:MACD_)?Signal(?:_Line)?()$", "MACD", "Signal"), (@"^(?:MACD_)?Hist(?:ogram)?()$", "MACD", "Histogram"),
        (@"^(?:BB_)?Upper()$", "BB", "Upper"), (@"^(?:BB_)?(?:Middle|Basis)()$", "BB", "Median"), (@"^(?:BB_)?Lower()$", "BB", "Lower"),
        (@"^ADX[_ ]?(?:\d+)?()$", "DMI", "ADX"), (@"^(?:DI_Plus|\+DI)()$", "DMI", "+DI"), (@"^(?:DI_Minus|-DI)()$", "DMI", "-DI"),
        (@"^CCI[_ ]?(\d+)?$", "CCI:$1,hlc3", "Plot"), (@"^MFI[_ ]?(\d+)?$", "MFI:$1", "Plot"), (@"^OBV()$", "OBV", "Plot"), (@"^VWAP()$", "VWAP", "VWAP"),
    ];

    /// <summary>Compares and prints a line a column.</summary>
    /// <param name="input">The export.</param>
    /// <param name="studies">Studies to compare; with none, those that the columns' names say.</param>
    /// <param name="tolerance">Largest relative deviation, percent.</param>
    /// <param name="output">Where the lines go.</param>
    /// <returns>0 when all columns are within the tolerance, else 1.</returns>
    public static int Run(BarInput input, List<StudySpec> studies, double tolerance, TextWriter output)
    {
        if (input.Bars.Count != input.File.Bars.Count) throw new Failure(2, "--compare: goes with the file's own interval, not with a longer one");
        var extra = input.File.Extra.Where(c => c.Values.Any(v => !double.IsNaN(v))).ToList();
        if (extra.Count == 0) throw new Failure(1, "--compare: the file has no columns besides the bars");
        var pairs = Match(input, extra, StudyColumn.Of(studies, input), studies.Count == 0);
        if (pairs.Count == 0) throw new Failure(1, $"--compare: no column is known ({string.Join(", ", extra.Select(c => c.Name).Distinct(StringComparer.Ordinal))}); name the studies with --study");
        var good = true;
        foreach (var (column, study) in pairs)
        {
            var skipped = Skipped(study, input.Bars.Count);
            var worst = Deviation.Largest(column.Values, study.Values, skipped);
            var within = worst.Compared > 0 && worst.Percent <= tolerance;
            good &= within;
            output.WriteLine(worst.Compared == 0
                ? $"{column.Name}: {study.Name}: no bar could be compared"
                : string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {study.Name}: {worst.Compared} bars compared, {skipped} left out to warm up; largest deviation {worst.Absolute:G6} ({worst.Percent:0.####} %) at {ValuesCommand.Time(input, worst.Bar)}: exported {column.Values[worst.Bar]:R}, computed {study.Values[worst.Bar]:R}; {(within ? "within" : "BEYOND")} {tolerance} %"));
        }
        return good ? 0 : 1;
    }

    /// <summary>Columns with the plot each holds: by name first, the rest by the plot that fits best.</summary>
    private static List<(ExtraColumn Column, StudyColumn Study)> Match(BarInput input, List<ExtraColumn> extra, List<StudyColumn> given, bool byName)
    {
        var pairs = new List<(ExtraColumn, StudyColumn)>();
        foreach (var column in extra)
        {
            var named = given.Find(g => string.Equals(g.Name, column.Name, StringComparison.OrdinalIgnoreCase)) ?? ByName(input, column, given, byName);
            if (named is not null) pairs.Add((column, named));
        }
        foreach (var column in extra.Where(c => !pairs.Exists(p => ReferenceEquals(p.Item1, c)) && IsUnnamed(c.Name)))
        {
            var free = given.Where(g => !pairs.Exists(p => p.Item2 == g)).ToList();
            if (free.MinBy(g => Deviation.Median(column.Values, g.Values, Skipped(g, input.Bars.Count))) is { } best) pairs.Add((column, best));
        }
        return pairs;
    }

    private static StudyColumn? ByName(BarInput input, ExtraColumn column, List<StudyColumn> given, bool any)
    {
        foreach (var (pattern, code, plot) in Known)
        {
            var match = Regex.Match(column.Name, pattern, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
            if (!match.Success) continue;
            var study = StudySpec.FromCode(code.Replace("$1", match.Groups[1].Value, StringComparison.Ordinal));
            var title = StudyTitle.Of(study);
            if (given.Find(g => StudyTitle.Of(g.Study) == title && g.Plot == plot) is { } known) return known;
            if (any) return StudyColumn.Of([study], input).Find(c => c.Plot == plot);
        }
        return null;
    }

    /// <summary>Bars left out at the start: the study's warm-up, but at most two thirds of the file.</summary>
    private static int Skipped(StudyColumn study, int bars) => Math.Min(StudyCalculator.WarmUpOf(study.Study), bars * 2 / 3);

    private static bool IsUnnamed(string name) => UnnamedPlot().IsMatch(name);

    [GeneratedRegex(@"^Plot(?:\.\d+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex UnnamedPlot();
}
