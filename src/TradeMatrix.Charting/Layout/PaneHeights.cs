using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Heights of panes: the price pane keeps the larger part, each further pane makes all a little smaller.</summary>
internal static class PaneHeights
{
    /// <summary>Height of a line between panes, pixels.</summary>
    public const double Separator = 1;

    private const double LeastPriceShare = 0.36;

    /// <summary>Top and bottom of each pane, the price pane first where there is one.</summary>
    /// <param name="spec">The chart.</param>
    /// <param name="top">Upper edge of the panes.</param>
    /// <param name="bottom">Lower edge.</param>
    /// <param name="hasPricePane">Whether the price pane is shown.</param>
    /// <param name="studies">Number of panes for studies.</param>
    public static List<(double Top, double Bottom)> Divide(ChartSpec spec, double top, double bottom, bool hasPricePane, int studies)
    {
        var count = studies + (hasPricePane ? 1 : 0);
        var room = bottom - top - (Separator * (count - 1));
        var price = 0.0;
        if (hasPricePane)
        {
            price = Math.Round(room * (studies == 0 ? 1 : Math.Max(LeastPriceShare, 2.0 / (studies + 2))));
            if (studies > 0 && spec.Override.TryGetValue("mainPaneHeight", out var wanted)) price = Math.Min((double)wanted.Raw, Math.Max(room - (30 * studies), room / 2));
        }
        var panes = new List<(double Top, double Bottom)>(count);
        var y = top;
        for (var i = 0; i < count; i++)
        {
            var study = i + 1 - (hasPricePane ? 1 : 0);
            var end = i == count - 1 ? bottom : Math.Round(top + price + (Separator * i) + (studies == 0 ? 0 : (room - price) * study / studies));
            panes.Add((y, end));
            y = end + Separator;
        }
        return panes;
    }
}
