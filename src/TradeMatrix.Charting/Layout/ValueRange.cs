using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Lowest and highest of what a scale must show.</summary>
internal struct ValueRange
{
    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity, _lowPositive = double.PositiveInfinity;

    /// <summary>An empty range.</summary>
    public ValueRange()
    {
    }

    /// <summary>Lowest value; +∞ when empty.</summary>
    public readonly double Low => _low;

    /// <summary>Highest value; −∞ when empty.</summary>
    public readonly double High => _high;

    /// <summary>Whether nothing was added.</summary>
    public readonly bool IsEmpty => _low > _high;

    /// <summary>Widens the range to a value; NaN and infinity are passed over.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value)) return;
        if (value < _low) _low = value;
        if (value > _high) _high = value;
        if (value > 0 && value < _lowPositive) _lowPositive = value;
    }

    /// <summary>Widens the range to the visible bars, as their style shows them.</summary>
    public void AddBars(BarSeries bars, int first, int end, ChartStyle style, string source)
    {
        if (style is ChartStyle.Line or ChartStyle.Area or ChartStyle.Baseline or ChartStyle.Column)
        {
            foreach (var value in PriceSource.Values(bars.Slice(first, end - first), source)) Add(value);
            return;
        }
        for (var i = first; i < end; i++)
        {
            if (bars.IsGap(i)) continue;
            Add(bars.Low[i]);
            Add(bars.High[i]);
        }
    }

    /// <summary>Widens the range to a study's visible plots and levels.</summary>
    public void AddStudy(StudyLayout study, int first, int end)
    {
        foreach (var plot in study.Plots)
        {
            if (!plot.IsVisible) continue;
            if (plot.StandsOnZero) Add(0);
            for (var i = first; i < end; i++) Add(study.ValueAt(plot, i));
        }
        foreach (var level in study.Definition.Levels)
        {
            if (study.Look.Flag(level + ".visible")) Add(study.Look.Number(level + ".value"));
        }
    }

    /// <summary>A scale that shows the range with margins.</summary>
    /// <param name="mode">What the scale counts.</param>
    /// <param name="reference">Price that counts as 0 % or 100.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="topMargin">Free pixels above the highest value.</param>
    /// <param name="bottomMargin">Free pixels below the lowest value.</param>
    /// <param name="isInverted">Whether values grow downwards.</param>
    public readonly PriceScale ToScale(PriceScaleMode mode, double reference, PixelRect plot, double topMargin, double bottomMargin, bool isInverted)
    {
        var (low, high) = !IsEmpty ? (_low, _high) : mode == PriceScaleMode.Logarithmic ? (1, 10) : (0, 1);
        if (mode == PriceScaleMode.Logarithmic && low <= 0) (low, high) = high > 0 ? (_lowPositive, high) : (1, 10);
        if (high - low < Math.Abs(high) * 1e-9 || high == low)
        {
            var half = high == 0 ? 1 : Math.Abs(high) * 0.005;
            (low, high) = (low - half, high + half);
        }
        var bare = new PriceScale(mode, reference, low, high, plot.Top, plot.Bottom, false);
        double from = bare.ToScale(low), to = bare.ToScale(high);
        if (isInverted) (topMargin, bottomMargin) = (bottomMargin, topMargin);
        var unit = (to - from) / Math.Max(plot.Height - topMargin - bottomMargin, plot.Height / 4);
        return new PriceScale(mode, reference, bare.FromScale(from - (unit * bottomMargin)), bare.FromScale(to + (unit * topMargin)), plot.Top, plot.Bottom, isInverted);
    }
}
