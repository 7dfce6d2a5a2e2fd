using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>
/// Lays out one drawing over 80 daily bars from 2023-01-01: 10 pixels a bar, the first centred at 5, a plot of 1000 by 400 pixels and
/// prices from 100 at the foot to 200 at the head, 4 pixels a unit.
/// </summary>
internal static class DrawingRun
{
    public const int BarCount = 80;

    public static readonly PixelRect Plot = new(0, 0, 1000, 400);

    private static readonly DateTime Start = new(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time of a bar, ISO 8601; any index, also between and beyond the bars.</summary>
    public static string Day(double index) => Start.AddDays(index).ToString("O");

    /// <summary>The x of a bar.</summary>
    public static double X(double index) => (index + 0.5) * 10;

    /// <summary>The y of a price.</summary>
    public static double Y(double price) => (200 - price) * 4;

    /// <summary>Flat bars about 150, with a close of their own where one is given.</summary>
    public static BarSeries Series(params (int Index, double Close)[] closes) => BarSeries.From([.. Enumerable.Range(0, BarCount).Select(i =>
    {
        var found = closes.Where(c => c.Index == i).Select(c => c.Close);
        var close = found.Any() ? found.First() : 150;
        return new Bar(new DateTimeOffset(Start.AddDays(i)).ToUnixTimeMilliseconds(), 150, Math.Max(150, close), Math.Min(150, close), close);
    })]);

    public static DrawingSpec Draw(string name, (string Key, SettingValue Value)[] input, params (string Key, SettingValue Value)[] look)
    {
        var spec = new DrawingSpec(name);
        foreach (var (key, value) in input)
        {
            Assert.Null(Catalog.Drawings[name].Inputs.Single(d => d.Key == key).Check(key, value));
            spec = spec.With(key, value);
        }
        foreach (var (key, value) in look)
        {
            Assert.Null(Catalog.Drawings[name].Overrides.Single(d => d.Key == key).Check(key, value));
            spec = spec with { Override = spec.Override.SetItem(key, value) };
        }
        return spec;
    }

    public static DrawingContext Of(
        DrawingSpec spec, BarSeries? bars = null, PriceScaleMode mode = PriceScaleMode.Regular, bool isInverted = false, PixelRect? area = null)
    {
        bars ??= Series();
        var plot = area ?? Plot;
        var context = new DrawingContext
        {
            Inputs = Catalog.Drawings[spec.Name].ResolveInputs(spec),
            Look = Catalog.Drawings[spec.Name].ResolveOverrides(spec),
            Plot = plot,
            Time = new TimeScale(bars, Timeframe.D1, plot.Left, plot.Right, 0, 10),
            Price = new PriceScale(mode, 150, 100, 200, plot.Top, plot.Bottom, isInverted),
            PriceText = price => NumberText.Price(price, 2),
            TimeText = time => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("dd MMM \\'yy"),
            LastPrice = bars.Count == 0 ? double.NaN : bars.Close[^1],
            LastIndex = bars.Count - 1,
            Theme = ThemeColors.Dark,
        };
        DrawingRegistry.All[spec.Name].Lay(context);
        return context;
    }

    /// <summary>The inputs of a drawing between two points, bar indices and prices.</summary>
    public static (string Key, SettingValue Value)[] Ends(
        double start, double startPrice, double end, double endPrice, params (string Key, SettingValue Value)[] more) =>
        [("startDatetime", Day(start)), ("startPrice", startPrice), ("endDatetime", Day(end)), ("endPrice", endPrice), .. more];

    /// <summary>The inputs of a drawing at a point.</summary>
    public static (string Key, SettingValue Value)[] At(double index, double price, params (string Key, SettingValue Value)[] more) =>
        [("datetime", Day(index)), ("price", price), .. more];

    /// <summary>The inputs of a position.</summary>
    public static (string Key, SettingValue Value)[] Position(
        double start, double entry, double target, double stop, params (string Key, SettingValue Value)[] more) =>
        [("startDatetime", Day(start)), ("entryPrice", entry), ("targetPrice", target), ("stopPrice", stop), .. more];

    public static IEnumerable<Shape.Line> Lines(this DrawingContext x) => x.Shapes.OfType<Shape.Line>();

    public static IEnumerable<Shape.Box> Boxes(this DrawingContext x) => x.Shapes.OfType<Shape.Box>();

    public static IEnumerable<Shape.Polygon> Polygons(this DrawingContext x) => x.Shapes.OfType<Shape.Polygon>();

    public static IEnumerable<Shape.Text> Texts(this DrawingContext x) => x.Shapes.OfType<Shape.Text>();

    /// <summary>The area that a level text covers, with the tails of its letters.</summary>
    public static PixelRect Area(Shape.Text text) => new(
        text.At.X, text.At.Y - text.Style.CapHeight, text.At.X + text.Style.Width(text.Content), text.At.Y + (text.Style.Size * 0.22));

    /// <summary>Every point of a shape.</summary>
    public static IEnumerable<PixelPoint> Points(Shape shape) => shape switch
    {
        Shape.Line line => line.Points,
        Shape.Polygon polygon => polygon.Points,
        Shape.Box box => [new(box.Area.Left, box.Area.Top), new(box.Area.Right, box.Area.Bottom)],
        Shape.Disc disc => [disc.Center],
        Shape.Text text => [text.At],
        _ => throw new InvalidOperationException(shape.GetType().Name),
    };
}
