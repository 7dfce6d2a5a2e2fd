using System.Globalization;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>What the picture shows, in one plain English sentence.</summary>
internal static class AltText
{
    private static readonly string[] Averages = ["Moving Average", "Moving Average Exponential"];

    /// <summary>The sentence.</summary>
    public static string Of(ChartLayout layout)
    {
        var (bars, last) = (layout.Bars, layout.LastVisible);
        var spec = layout.Spec;
        var parts = new List<string>
        {
            $"{spec.Description ?? Legend.SymbolOf(spec)}, {Words(spec.Interval)}, {layout.Clock.Words(bars.Time[layout.FirstVisible])} to {layout.Clock.Words(bars.Time[layout.EndVisible - 1])}"
            + (last < 0 ? ", no prices" : $", last {NumberText.Price(bars.Close[last], layout.Precision)}{Change(bars, last)}"),
        };
        foreach (var study in layout.Studies)
        {
            var plot = study.Plots.FirstOrDefault(p => p is { IsVisible: true, StandsOnZero: false });
            if (last < 0 || plot is null || study.ValueAt(plot, last) is var value && double.IsNaN(value)) continue;
            if (Averages.Contains(study.Definition.Name))
                parts.Add($"{(bars.Close[last] >= value ? "above" : "below")} its {study.Inputs.Int("length")}-{Unit(spec.Interval)} average");
            else if (!study.IsOnPriceScale && !study.IsForcedOverlay)
                parts.Add($"{study.Definition.Title} {Short(study, value, layout.Precision)}");
        }
        return string.Join("; ", parts);
    }

    private static string Short(StudyLayout study, double value, int precision) =>
        study.Definition.Format is "2" && Math.Abs(value) >= 10 ? Math.Round(value).ToString(CultureInfo.InvariantCulture) : study.Write(value, precision);

    private static string Change(BarSeries bars, int last)
    {
        var before = ChartLayout.PreviousClose(bars, last);
        if (double.IsNaN(before) || before == 0) return "";
        var percent = (bars.Close[last] - before) / Math.Abs(before) * 100;
        var text = Math.Abs(percent).ToString("0.00", CultureInfo.InvariantCulture);
        return text == "0.00" ? ", unchanged" : $", {(percent > 0 ? "up" : "down")} {text} %";
    }

    private static string Words(Timeframe timeframe) => timeframe switch
    {
        { Count: 1, Unit: TimeframeUnit.Day } => "daily",
        { Count: 1, Unit: TimeframeUnit.Week } => "weekly",
        { Count: 1, Unit: TimeframeUnit.Month } => "monthly",
        { Count: 1, Unit: TimeframeUnit.Year } => "yearly",
        _ => $"{timeframe.Count}-{timeframe.Unit.ToString().ToLowerInvariant()} bars",
    };

    private static string Unit(Timeframe timeframe) => timeframe.Count == 1 ? timeframe.Unit.ToString().ToLowerInvariant() : "bar";
}
