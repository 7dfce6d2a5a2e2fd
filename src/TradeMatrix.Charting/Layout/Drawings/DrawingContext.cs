using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>What a drawing works with, and where it puts its shapes and labels. Coordinates are pixels of the price pane.</summary>
internal sealed class DrawingContext
{
    /// <summary>Inputs, checked.</summary>
    public required Settings Inputs { get; init; }

    /// <summary>Look, checked.</summary>
    public required Settings Look { get; init; }

    /// <summary>The plot of the price pane.</summary>
    public required PixelRect Plot { get; init; }

    /// <summary>Bars to x.</summary>
    public required TimeScale Time { get; init; }

    /// <summary>Prices to y.</summary>
    public required PriceScale Price { get; init; }

    /// <summary>Writes a price with the symbol's decimals.</summary>
    public required Func<double, string> PriceText { get; init; }

    /// <summary>Writes a time for a label on the time scale, such as <c>01 Jan '23</c>, in the chart's zone.</summary>
    public required Func<long, string> TimeText { get; init; }

    /// <summary>Close of the last bar; NaN without bars.</summary>
    public required double LastPrice { get; init; }

    /// <summary>Index of the last bar.</summary>
    public required int LastIndex { get; init; }

    /// <summary>Colours of the theme.</summary>
    public required ThemeColors Theme { get; init; }

    /// <summary>What is drawn, in order; clipped to the plot by the painter.</summary>
    public List<Shape> Shapes { get; } = [];

    /// <summary>Boxes on the price scale.</summary>
    public List<ScaleLabel> PriceLabels { get; } = [];

    /// <summary>Boxes on the time scale.</summary>
    public List<ScaleLabel> TimeLabels { get; } = [];

    /// <summary>Bar index, with fraction, of a time input.</summary>
    public double Index(string key) => IndexOf(Inputs.Value(key), Time, LastIndex);

    /// <summary>A time input, Unix milliseconds UTC.</summary>
    public long Moment(string key) => Inputs.Value(key).Raw is double ? Time.TimeAt(Index(key)) : Inputs.Time(key);

    /// <summary>x of a time input.</summary>
    public double X(string key) => Time.X(Index(key));

    /// <summary>y of a price input.</summary>
    public double Y(string key) => Price.Y(Inputs.Number(key));

    /// <summary>The point of a time and a price input.</summary>
    public PixelPoint Point(string timeKey, string priceKey) => new(X(timeKey), Y(priceKey));

    /// <summary>The points of startDatetime, startPrice, endDatetime and endPrice; false when the price scale cannot show one of them.</summary>
    public bool TryEnds(out PixelPoint start, out PixelPoint end)
    {
        (start, end) = (Point("startDatetime", "startPrice"), Point("endDatetime", "endPrice"));
        return IsUsable(start) && IsUsable(end);
    }

    /// <summary>The point of datetime and price; false when it lies outside the plot, where a mark is not seen.</summary>
    public bool TryAt(out PixelPoint at)
    {
        at = Point("datetime", "price");
        return LineGeometry.Holds(Plot, at);
    }

    /// <summary>Bar index of a time, or of a number that counts bars: from 0 at the first visible one, or back from −1 at the last.</summary>
    internal static double IndexOf(SettingValue value, TimeScale time, int last) => value.Raw switch
    {
        double bar when bar < 0 => last + 1 + bar,
        double bar => time.FirstVisible + bar,
        _ => SettingDefinition.TryParseTime(value.ToString(), out var moment) ? time.IndexOf(moment) : double.NaN,
    };

    private static bool IsUsable(PixelPoint point) => LineGeometry.IsUsable(point.X) && LineGeometry.IsUsable(point.Y);
}
