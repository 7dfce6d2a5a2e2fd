using CsCheck;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;
using static TradeMatrix.Charting.Tests.Layout.DrawingRun;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>What holds for every drawing, whatever its inputs and look.</summary>
public sealed class DrawingPropertyTests
{
    private static readonly Gen<double> Prices = Gen.OneOf(
        Gen.Double[90, 210], Gen.Double[-1e6, 1e6], OneOf(0.0, 150.0, 150.0, -1.0, 1e-9, 1e12, 1e300, -1.7e308, 1.7e308));

    private static readonly Gen<string> Times = Gen.OneOf(Gen.Double[-20, 120], OneOf(20.0, 20.0, 79.0, -730_000.0, 2_900_000.0)).Select(Day);

    private static readonly Gen<string> Words = Gen.OneOf(
        OneOf("", " ", "\n", "Buy", "Two\nlines", "a\r\nb\tc\n", "日本語 🚀", new string('W', 3000), string.Join('\n', Enumerable.Repeat("line", 500))),
        Gen.String[0, 60]);

    private static readonly Gen<string> Colors = OneOf("rgb(1,2,3)", "rgba(250,250,250,0.5)", "rgba(0,0,0,0)");

    private static readonly Gen<DrawingSpec> Specs = OneOf([.. Catalog.Drawings.Values.OrderBy(d => d.Name, StringComparer.Ordinal)]).SelectMany(d =>
    {
        var spec = Gen.Const(new DrawingSpec(d.Name));
        foreach (var input in d.Inputs)
        {
            var value = Value(input, Prices);
            spec = Gen.Select(spec, value, Gen.Bool, (s, v, isGiven) => input.IsRequired || isGiven ? s.With(input.Key, v) : s);
        }
        foreach (var look in d.Overrides)
        {
            var value = Value(look, Gen.OneOf(Gen.Double[-10, 10], OneOf(0.0, 1e12)));
            spec = Gen.Select(spec, value, Gen.Int[0, 3], (s, v, n) => n == 0 ? s with { Override = s.Override.SetItem(look.Key, v) } : s);
        }
        return spec;
    });

    private static readonly Gen<(DrawingSpec Spec, PriceScaleMode Mode, bool IsInverted, int Bars, PixelRect Area)> Cases = Gen.Select(
        Specs, Gen.Enum<PriceScaleMode>(), Gen.Bool, OneOf(0, 1, BarCount), OneOf(Plot, new PixelRect(10, 20, 110, 80), new PixelRect(0, 0, 4000, 3000)));

    [Fact]
    public void Coordinates_are_finite_and_near_the_plot() => Cases.Sample(
        c =>
        {
            var x = Of(c.Spec, Series().Slice(0, c.Bars), c.Mode, c.IsInverted, c.Area);
            foreach (var shape in x.Shapes)
            {
                foreach (var point in Points(shape))
                {
                    if (!(Math.Abs(point.X) <= 10_000 && Math.Abs(point.Y) <= 10_000)) return false;
                }
                if (shape is Shape.Line { Points.Count: < 2 } or Shape.Polygon { Points.Count: < 3 } or Shape.Text { Content.Length: 0 }) return false;
                if (shape is Shape.Box box && (box.Area.Width < 0 || box.Area.Height < 0)) return false;
                if (shape is Shape.Text text && !double.IsFinite(text.Angle)) return false;
            }
            return x.PriceLabels.TrueForAll(l => l.Position >= c.Area.Top && l.Position <= c.Area.Bottom)
                && x.TimeLabels.TrueForAll(l => l.Position >= c.Area.Left && l.Position <= c.Area.Right);
        },
        iter: 20_000, print: c => $"{c.Spec.Name} {string.Join(", ", c.Spec.Input)} | {string.Join(", ", c.Spec.Override)} | {c.Mode} {c.IsInverted} {c.Bars} {c.Area}");

    [Fact]
    public void A_box_contains_its_text_and_lies_in_the_plot_where_it_fits() => Gen.Select(
        Words, Gen.Double[1, 250], Gen.Bool, Gen.Double[-100, 1100], Gen.Double[-100, 500], Gen.Double[0, 1]).Sample(
        (text, size, isBold, x, y, align) =>
        {
            var box = new TextBox(text, new TextStyle(size, isBold), Plot);
            var area = box.CenteredAt(x, y, Plot);
            var shapes = new List<Shape>();
            box.AddTo(shapes, area, default, default(Rgba), align: align);
            var fits = box.Width <= Plot.Width && box.Height <= Plot.Height;
            return (!fits || Plot.Contains(area)) && shapes.OfType<Shape.Text>().All(t => Contains(area, t));
        },
        iter: 5_000);

    [Fact]
    public void Boxes_of_drawings_contain_their_text() => Cases.Where(c => c.Spec.Name is not "Rectangle").Sample(
        c =>
        {
            var shapes = Of(c.Spec, Series().Slice(0, c.Bars), c.Mode, c.IsInverted, c.Area).Shapes;
            var holder = default(PixelRect?);
            foreach (var shape in shapes)
            {
                if (shape is Shape.Box { Border: not null } or Shape.Box { Radius: > 0 }) holder = ((Shape.Box)shape).Area;
                else if (shape is not Shape.Text) holder = null;
                if (shape is Shape.Text text && holder is { } area && !Contains(area, text)) return false;
            }
            return true;
        },
        iter: 5_000, print: c => $"{c.Spec.Name} {string.Join(", ", c.Spec.Input)} | {string.Join(", ", c.Spec.Override)} | {c.Area}");

    private static bool Contains(PixelRect area, Shape.Text text)
    {
        var inside = Area(text);
        return area.Contains(new(inside.Left + 1e-6, inside.Top, inside.Right - 1e-6, inside.Bottom));
    }

    private static Gen<SettingValue> Value(SettingDefinition setting, Gen<double> numbers) => setting.Type switch
    {
        SettingType.Float => numbers.Select(n => (SettingValue)n),
        SettingType.Integer => Gen.Int[(int)(setting.Minimum ?? 0), (int)(setting.Maximum ?? 100)].Select(n => (SettingValue)n),
        SettingType.Boolean => Gen.Bool.Select(b => (SettingValue)b),
        SettingType.Color => Colors.Select(c => (SettingValue)c),
        SettingType.Datetime => Times.Select(t => (SettingValue)t),
        _ => (setting.Allowed.Count > 0 ? OneOf([.. setting.Allowed]) : Words).Select(t => (SettingValue)t),
    };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
