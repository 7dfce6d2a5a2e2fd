using System.Globalization;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Values;

/// <summary>Study values of some bars.</summary>
/// <param name="Bars">All bars.</param>
/// <param name="Timeframe">Their timeframe.</param>
/// <param name="Columns">The plots, as long as the bars.</param>
/// <param name="First">Index of the first bar told.</param>
/// <param name="End">Index after the last.</param>
internal sealed record ValueTable(BarSeries Bars, Timeframe Timeframe, IReadOnlyList<StudyColumn> Columns, int First, int End)
{
    /// <summary>The time of a bar, ISO 8601 in UTC; a date alone for a bar of a day or more that carries one.</summary>
    public string Time(int bar) => Iso(Bars.Time[bar], Timeframe);

    /// <summary>A time, ISO 8601 in UTC; a date alone for a bar of a day or more that carries one.</summary>
    public static string Iso(long time, Timeframe timeframe)
    {
        const long day = 86_400_000;
        var form = !timeframe.IsIntraday && time % day == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";
        return DateTimeOffset.FromUnixTimeMilliseconds(time).ToString(form, CultureInfo.InvariantCulture);
    }
}
