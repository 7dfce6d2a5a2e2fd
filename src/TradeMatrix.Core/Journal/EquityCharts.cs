using TradeMatrix.Analysis.Trades;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Reports;

namespace TradeMatrix.Core.Journal;

/// <summary>The equity and the drawdown after closed trades, as charts of days.</summary>
internal static class EquityCharts
{
    private const int Width = 1000, Height = 320;

    /// <summary>Draws both; nothing when the trades closed on fewer than two days.</summary>
    /// <param name="equity">The account after each trade, from 0 on; the days are those of the times' offsets.</param>
    /// <param name="currency">Currency of the money, for the caption.</param>
    public static IEnumerable<ReportPicture> Draw(IReadOnlyList<EquityPoint> equity, string currency)
    {
        var days = equity.GroupBy(p => p.At.Date).Select(g => (Day: g.Key, g.Last().Equity, Deepest: g.Max(p => p.Drawdown))).ToList();
        if (days.Count < 2) yield break;
        var start = (Day: days[0].Day.AddDays(-1), Equity: 0.0, Deepest: 0.0);
        days.Insert(0, start);
        yield return Picture("Equity", "sum of profits and losses", [.. days.Select(d => (d.Day, d.Equity))], "rgb(0,208,132)");
        yield return Picture("Drawdown", "below the highest equity so far", [.. days.Select(d => (d.Day, -d.Deepest))], "rgb(255,59,48)");

        ReportPicture Picture(string name, string meaning, IReadOnlyList<(DateTime Day, double Value)> values, string color)
        {
            var bars = BarSeries.From([.. values.Select(v => new Bar(new DateTimeOffset(v.Day, TimeSpan.Zero).ToUnixTimeMilliseconds(), v.Value, v.Value, v.Value, v.Value, double.NaN))]);
            var spec = new ChartSpec
            {
                Symbol = name, Interval = Timeframe.D1, Width = Width, Height = Height, ScaleFactor = 2, Style = ChartStyle.Area, Theme = ChartTheme.Dark, Precision = 2, Bars = Math.Clamp(values.Count, 2, 20_000),
            };
            spec = spec.With("showLegend", false).With("backgroundColor", "rgb(12,12,12)").With("style.areaStyle.linecolor", color).With("style.areaStyle.color1", color.Replace("rgb(", "rgba(", StringComparison.Ordinal).Replace(")", ",0.25)", StringComparison.Ordinal)).With("style.areaStyle.color2", "rgba(12,12,12,0)");
            var picture = Chart.Draw(spec, bars);
            var text = $"{name}{(currency.Length > 0 ? " in " + currency : "")}: {meaning}, by day";
            return new ReportPicture(picture.Bytes, Width, Height, $"{text}, from {values[0].Day:yyyy-MM-dd} to {values[^1].Day:yyyy-MM-dd}, last {values[^1].Value:0.00}", text) { Vector = picture.Paint };
        }
    }
}
