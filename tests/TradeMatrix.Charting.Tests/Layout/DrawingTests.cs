using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;
using static TradeMatrix.Charting.Tests.Layout.DrawingRun;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>Where each drawing puts its shapes and labels.</summary>
public sealed class DrawingTests
{
    private static readonly Rgba Green = new(8, 153, 129), Red = new(242, 54, 69), Blue = new(41, 98, 255);

    [Fact]
    public void Every_drawing_of_the_catalogue_can_be_laid_out() =>
        Assert.Equal(Catalog.Drawings.Keys.Order(StringComparer.Ordinal), DrawingRegistry.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Horizontal_line_crosses_the_plot_with_its_text_below_and_its_price_on_the_scale()
    {
        var x = Of(Draw("Horizontal Line", [("price", 150), ("text", "Support")]));
        var line = Assert.Single(x.Lines());
        Assert.Equal([new(0, 200), new(1000, 200)], line.Points);
        Assert.Equal(new Stroke(Blue, 2), line.Stroke);
        Assert.True(Area(Assert.Single(x.Texts())).Top > 201);
        Assert.Equal((200, "150.00", Blue), (x.PriceLabels[0].Position, x.PriceLabels[0].Content, x.PriceLabels[0].Ground));
        Assert.Empty(Of(Draw("Horizontal Line", [("price", 150)], ("showPrice", false))).PriceLabels);
    }

    [Fact]
    public void A_price_outside_the_scale_is_not_seen()
    {
        var x = Of(Draw("Horizontal Line", [("price", 1e9), ("text", "far")]));
        Assert.Empty(x.Shapes);
        Assert.Empty(x.PriceLabels);
    }

    [Theory]
    [InlineData("bottom", 150, true)]
    [InlineData("top", 150, false)]
    [InlineData("bottom", 199, false)]
    [InlineData("top", 101, true)]
    public void Text_beside_a_line_stays_in_the_plot(string align, double price, bool isAbove)
    {
        var x = Of(Draw("Horizontal Line", [("price", price), ("text", "text")], ("vertLabelAlign", align)));
        var area = Area(x.Texts().Single());
        Assert.True(Plot.Contains(area));
        Assert.Equal(isAbove, area.Bottom < Y(price));
    }

    [Theory]
    [InlineData("left", 5)]
    [InlineData("center", 500)]
    [InlineData("right", 995)]
    public void Text_stands_left_centred_or_right(string align, double expected)
    {
        var area = Area(Of(Draw("Horizontal Line", [("price", 150), ("text", "text")], ("horzLabelAlign", align))).Texts().Single());
        Assert.Equal(expected, align switch { "left" => area.Left, "right" => area.Right, _ => area.CenterX }, 6);
    }

    [Fact]
    public void A_line_leaves_a_gap_for_text_in_its_middle()
    {
        var x = Of(Draw("Horizontal Line", [("price", 150), ("text", "text")], ("vertLabelAlign", "middle")));
        var (left, right) = (x.Lines().First().Points[1].X, x.Lines().Last().Points[0].X);
        var area = Area(x.Texts().Single());
        Assert.True(left < area.Left && right > area.Right);
    }

    [Fact]
    public void Bold_and_italic_reach_the_text()
    {
        var style = Of(Draw("Horizontal Line", [("price", 150), ("text", "text")], ("fontBold", true), ("fontItalic", true), ("fontSize", 20))).Texts().Single().Style;
        Assert.Equal(new TextStyle(20, true, true), style);
    }

    [Fact]
    public void Vertical_line_has_its_text_upright_on_the_right_and_its_date_on_the_time_scale()
    {
        var x = Of(Draw("Vertical Line", [("datetime", Day(31)), ("text", "FOMC")]));
        Assert.All(x.Lines().Single().Points, p => Assert.Equal(315, p.X));
        var text = x.Texts().Single();
        Assert.Equal(-90, text.Angle, 6);
        Assert.True(text.At.X > 315);
        Assert.Equal(5, text.At.Y - text.Style.Width("FOMC"), 6);
        Assert.Equal(("01 Feb '23", 315.0), (x.TimeLabels[0].Content, x.TimeLabels[0].Position));
        Assert.Empty(Of(Draw("Vertical Line", [("datetime", Day(31))], ("showTime", false))).TimeLabels);
        Assert.True(Of(Draw("Vertical Line", [("datetime", Day(31)), ("text", "t")], ("horzLabelAlign", "left"))).Texts().Single().At.X < 315);
    }

    [Fact]
    public void Trend_line_has_its_text_above_along_the_slope_when_shown()
    {
        var input = Ends(10, 120, 50, 180, ("text", "Trend"));
        var x = Of(Draw("Trend Line", input, ("showLabel", true)));
        Assert.Equal([new(X(10), Y(120)), new(X(50), Y(180))], x.Lines().Single().Points);
        var text = x.Texts().Single();
        Assert.Equal(Math.Atan2(-240, 400) * 180 / Math.PI, text.Angle, 6);
        Assert.Equal(Blue, text.Color);
        Assert.Empty(Of(Draw("Trend Line", input)).Texts());
    }

    [Fact]
    public void Extended_lines_end_just_outside_the_plot()
    {
        var input = Ends(30, 150, 40, 155);
        Assert.Equal((-150, 1150), Range("Trend Line", true, true));
        Assert.Equal((-150, X(40)), Range("Trend Line", true, false));
        Assert.Equal((X(30), 1150), Range("Trend Line", false, true));
        var extended = Of(Draw("Extended Line", input)).Lines().Single().Points;
        Assert.Equal((-150, 1150), (extended[0].X, extended[1].X));
        (double, double) Range(string name, bool left, bool right)
        {
            var points = Of(Draw(name, input, ("extendLeft", left), ("extendRight", right))).Lines().Single().Points;
            return (points[0].X, points[1].X);
        }
    }

    [Fact]
    public void Extension_to_the_right_does_not_depend_on_the_order_of_the_points()
    {
        var forwards = Of(Draw("Trend Line", Ends(30, 150, 40, 155), ("extendRight", true))).Lines().Single();
        var backwards = Of(Draw("Trend Line", Ends(40, 155, 30, 150), ("extendRight", true))).Lines().Single();
        Assert.Equal(forwards.Points, backwards.Points);
    }

    [Fact]
    public void A_ray_runs_from_its_first_point_through_its_second_also_to_the_left()
    {
        var points = Of(Draw("Ray", Ends(40, 150, 30, 150))).Lines().Single().Points;
        Assert.Equal((-150, X(40)), (points.Min(p => p.X), points.Max(p => p.X)));
        points = Of(Draw("Horizontal Ray", At(40, 150))).Lines().Single().Points;
        Assert.Equal((X(40), 1000), (points[0].X, points[1].X));
    }

    [Fact]
    public void A_channel_has_two_parallel_lines_a_dashed_one_between_and_a_ground()
    {
        var x = Of(Draw("Parallel Channel", Ends(10, 120, 50, 160, ("offset", 10))));
        Assert.Equal([new(X(10), Y(130)), new(X(50), Y(170))], x.Lines().First().Points);
        Assert.Equal([new(X(10), Y(120)), new(X(50), Y(160))], x.Lines().Last().Points);
        Assert.Equal(2, x.Lines().ElementAt(1).Stroke.Style);
        Assert.Equal(4, x.Polygons().Single().Points.Count);
        Assert.Equal(2, Of(Draw("Parallel Channel", Ends(10, 120, 50, 160, ("offset", 10)), ("showMiddleLine", false), ("fillBackground", false))).Shapes.Count);
    }

    [Fact]
    public void A_channel_is_parallel_on_a_logarithmic_scale()
    {
        var x = Of(Draw("Parallel Channel", Ends(10, 120, 50, 160, ("offset", 10))), mode: PriceScaleMode.Logarithmic);
        var (second, first) = (x.Lines().First().Points, x.Lines().Last().Points);
        Assert.Equal(first[0].Y - second[0].Y, first[1].Y - second[1].Y, 9);
    }

    [Fact]
    public void Order_line_has_two_joined_boxes_left_of_the_edge()
    {
        var x = Of(Draw("Order Line", [("text", "BUY"), ("quantity", "0.25 BTC"), ("price", 160)]));
        var (body, quantity) = (x.Boxes().First().Area, x.Boxes().Last().Area);
        Assert.Equal(950, quantity.Right, 6);
        Assert.Equal(1, body.Right - quantity.Left, 6);
        Assert.Equal(Y(160), body.CenterY);
        Assert.Equal((0, body.Left, quantity.Right, 1000), (x.Lines().First().Points[0].X, x.Lines().First().Points[1].X, x.Lines().Last().Points[0].X, x.Lines().Last().Points[1].X));
        Assert.Equal(["BUY", "0.25 BTC"], x.Texts().Select(t => t.Content));
        Assert.Equal("160.00", x.PriceLabels.Single().Content);

        Assert.Equal(730, Of(Draw("Order Line", [("text", "BUY"), ("quantity", "1")], ("lineSpace", 27))).Boxes().Last().Area.Right, 6);
        Assert.Single(Of(Draw("Order Line", [("text", "BUY"), ("quantity", "1")], ("extendLeft", false))).Lines());
    }

    [Fact]
    public void Order_line_without_a_price_stands_at_the_last_one() =>
        Assert.Equal("170.00", Of(Draw("Order Line", [("text", "BUY"), ("quantity", "1")]), Series((79, 170))).PriceLabels.Single().Content);

    [Fact]
    public void Long_position_reaches_the_right_edge_and_labels_its_prices()
    {
        var x = Of(Draw("Long Position", Position(60, 150, 180, 140)));
        var zones = x.Boxes().ToList();
        Assert.Equal((X(60), 1000, Y(180), Y(150)), (zones[0].Area.Left, zones[0].Area.Right, zones[0].Area.Top, zones[0].Area.Bottom));
        Assert.Equal((Y(150), Y(140)), (zones[1].Area.Top, zones[1].Area.Bottom));
        Assert.Equal([("180.00", Green), ("150.00", new Rgba(120, 123, 134)), ("140.00", Red)], x.PriceLabels.Select(l => (l.Content, l.Ground)));
        Assert.Empty(Of(Draw("Long Position", Position(60, 150, 180, 140), ("showPrice", false))).PriceLabels);
    }

    [Theory]
    [InlineData(160, true)]
    [InlineData(145, false)]
    public void The_zone_between_entry_and_last_price_is_shaded_again(double lastPrice, bool isProfit)
    {
        var zone = Of(Draw("Long Position", Position(60, 150, 180, 140)), Series((79, lastPrice))).Boxes().Last();
        Assert.Equal(new PixelRect(X(60), Math.Min(Y(lastPrice), Y(150)), X(79), Math.Max(Y(lastPrice), Y(150))), zone.Area);
        Assert.Equal((isProfit ? Green : Red).WithOpacity(0.2), zone.Fill);
    }

    [Fact]
    public void The_stronger_zone_ends_at_the_bar_that_reached_the_stop()
    {
        var bars = Series((70, 139), (75, 181), (79, 160));
        var zone = Of(Draw("Long Position", Position(60, 150, 180, 140)), bars).Boxes().Last();
        Assert.Equal(new PixelRect(X(60), Y(150), X(70), Y(140)), zone.Area);
        zone = Of(Draw("Short Position", Position(60, 150, 140, 180)), bars).Boxes().Last();
        Assert.Equal((X(70), Green.WithOpacity(0.2)), (zone.Area.Right, zone.Fill));
    }

    [Fact]
    public void Stats_tell_target_ratio_and_stop()
    {
        var x = Of(Draw("Long Position", Position(30, 150, 180, 140), ("showStats", true)), Series((79, 160)));
        Assert.Equal(
            [
                "Target: 180.00 (20.00%) 30.00, Amount: 1,750.00", "Open P&L: 250.00, Qty: 25", "Risk/Reward Ratio: 3.00",
                "Stop: 140.00 (6.67%) 10.00, Amount: 750.00",
            ],
            x.Texts().Select(t => t.Content));
        var labels = x.Boxes().Where(b => b.Radius > 0).ToList();
        Assert.Equal([Green, Green, Red], labels.Select(b => b.Fill!.Value));
        Assert.False(labels[0].Area.Overlaps(labels[1].Area) || labels[1].Area.Overlaps(labels[2].Area));
        Assert.All(labels, l => Assert.Equal((X(30) + 1000) / 2, l.Area.CenterX, 6));
    }

    [Theory]
    [InlineData("percents", 10, 2, "Qty: 5")]
    [InlineData("money", 10, 1, "Qty: 1")]
    [InlineData("money", 50, 1, "Qty: 5")]
    public void Risk_sets_the_quantity(string mode, double risk, double lot, string expected)
    {
        var x = Of(Draw("Long Position", Position(79.5, 150, 180, 140), ("showStats", true), ("riskDisplayMode", mode), ("risk", risk), ("lotSize", lot)));
        Assert.Contains(expected, x.Texts().Select(t => t.Content));
    }

    [Fact]
    public void Compact_stats_are_shorter()
    {
        var x = Of(Draw("Short Position", Position(30, 150, 130, 160), ("showStats", true), ("showCompact", true)));
        Assert.Equal(["160.00 (6.67%)", "25 × 2.00R", "130.00 (13.33%)"], x.Texts().Select(t => t.Content));
    }

    [Fact]
    public void Narrow_positions_keep_their_stats_apart_and_in_the_plot()
    {
        var x = Of(Draw("Long Position", Position(95, 199, 199.5, 198.5), ("showStats", true)));
        var labels = x.Boxes().Where(b => b.Radius > 0).Select(b => b.Area).ToList();
        Assert.Equal(3, labels.Count);
        Assert.All(labels, l => Assert.True(Plot.Contains(l)));
        Assert.False(labels[0].Overlaps(labels[1]) || labels[1].Overlaps(labels[2]) || labels[0].Overlaps(labels[2]));
    }

    [Fact]
    public void Fib_levels_run_from_the_end_to_the_start_and_on()
    {
        var x = Of(Draw("Fib Retracement", Ends(20, 150, 60, 200)));
        var trend = x.Lines().Last();
        Assert.Equal((2, X(20), Y(200)), (trend.Stroke.Style, trend.Points[0].X, trend.Points[1].Y));
        Assert.Equal(Y(200 - (0.618 * 50)), x.Lines().Single(l => l.Stroke.Color == Green).Points[0].Y, 6);
        Assert.Contains(x.Texts(), t => t.Content == "0.618 (169.10)" && t.Color == Green && Area(t).Right < X(20));
        Assert.Equal(Green.WithOpacity(0.2), x.Boxes().Single(b => b.Area.Top < Y(174.9) && b.Area.Bottom > Y(169.2) && b.Area.Height > 20 && b.Radius == 0).Fill);
    }

    [Fact]
    public void Fib_look()
    {
        var input = Ends(20, 120, 60, 160);
        Assert.Contains("0.618 (144.72)", Labels(("reverseLevel", true)));
        Assert.Contains("61.8% (135.28)", Labels(("coeffAsPercent", true)));
        Assert.Contains("0.5 (138.56)", Labels(("fibLevelBasedOnLogScale", true)));
        Assert.Contains("0.5", Labels(("showPrice", false)));
        Assert.Contains("(140.00)", Labels(("showCoeff", false)));
        Assert.Empty(Labels(("showCoeff", false), ("showPrice", false)));
        Assert.DoesNotContain("0.5 (140.00)", Labels(("level4.visible", false)));
        Assert.Contains("0.51 (139.60)", Labels(("level4.coeff", 0.51)));
        Assert.DoesNotContain(Run(("fillBackground", false)).Boxes(), b => b.Radius == 0);
        Assert.All(Run(("transparency", 100)).Boxes().Where(b => b.Radius == 0), b => Assert.Equal(0, b.Fill!.Value.A));
        Assert.Equal((0, 1000), (Run(("extendLeft", true)).Lines().First().Points[0].X, Run(("extendLine", true)).Lines().First().Points[1].X));
        Assert.True(Area(Run(("horzLabelAlign", "right")).Texts().First()).Left > X(60));

        DrawingContext Run(params (string, SettingValue)[] look) => Of(Draw("Fib Retracement", input, look));
        List<string> Labels(params (string, SettingValue)[] look) => [.. Run(look).Texts().Select(t => t.Content)];
    }

    [Fact]
    public void Fib_labels_never_overlap()
    {
        var areas = Of(Draw("Fib Retracement", Ends(20, 150, 60, 151))).Texts().Select(Area).ToList();
        for (var i = 0; i < areas.Count; i++) Assert.DoesNotContain(areas.Skip(i + 1), areas[i].Overlaps);
    }

    [Fact]
    public void Date_range_counts_bars_and_days()
    {
        var x = Of(Draw("Date Range", Ends(20, 130, 32, 170)));
        Assert.Equal("12 bars, 12d", x.Texts().Single().Content);
        Assert.Equal(new PixelRect(X(20), Y(170), X(32), Y(130)), x.Boxes().First().Area);
        Assert.Equal(Blue.WithOpacity(0.4), x.Boxes().First().Fill);
        Assert.Equal("−12 bars, −12d", Of(Draw("Date Range", Ends(32, 130, 20, 170))).Texts().Single().Content);
        var tall = Of(Draw("Date Range", Ends(20, 130, 32, 170), ("extendTop", true), ("extendBottom", true))).Boxes().First().Area;
        Assert.True(tall.Top < 0 && tall.Bottom > 400);
        Assert.Empty(Of(Draw("Date Range", Ends(20, 130, 32, 170), ("fillBackground", false), ("fillLabelBackground", false))).Boxes());
    }

    [Theory]
    [InlineData(45, "45m")]
    [InlineData(90, "1h 30m")]
    [InlineData(52 * 60, "2d 4h")]
    [InlineData(-16 * 1440, "−16d")]
    public void Durations_read_as_their_two_largest_units(int minutes, string expected) => Assert.Equal(expected, Measure.Duration(minutes * 60_000L));

    [Fact]
    public void Date_price_range_adds_the_change()
    {
        var x = Of(Draw("Date Price Range", Ends(20, 130, 32, 156)));
        Assert.Equal(["26.00 (20.00%)", "12 bars, 12d"], x.Texts().Select(t => t.Content));
        Assert.True(x.Boxes().Last().Area.Bottom < Y(156));
        Assert.Contains("−26.00 (−16.67%)", Of(Draw("Date Price Range", Ends(20, 156, 32, 130))).Texts().Select(t => t.Content));
    }

    [Fact]
    public void Rectangle_has_its_text_above_inside_or_below()
    {
        var input = Ends(32, 130, 20, 170, ("text", "Zone"));
        var area = new PixelRect(X(20), Y(170), X(32), Y(130));
        var x = Run(("showLabel", true));
        Assert.Equal(area, x.Boxes().Single().Area);
        Assert.True(Area(x.Texts().Single()).Bottom < area.Top);
        Assert.True(area.Contains(Area(Run(("showLabel", true), ("vertLabelAlign", "middle"), ("horzLabelAlign", "center")).Texts().Single())));
        Assert.True(Area(Run(("showLabel", true), ("vertLabelAlign", "top")).Texts().Single()).Top > area.Bottom);
        Assert.Empty(Run().Texts());
        Assert.Null(Run(("fillBackground", false)).Boxes().Single().Fill);
        Assert.Equal((-150, 1150), (Run(("extendLeft", true)).Boxes().Single().Area.Left, Run(("extendRight", true)).Boxes().Single().Area.Right));
        DrawingContext Run(params (string, SettingValue)[] look) => Of(Draw("Rectangle", input, look));
    }

    [Fact]
    public void Arrows_have_their_tip_at_the_point_and_their_text_at_the_other_end()
    {
        var marker = Of(Draw("Arrow Marker", Ends(20, 150, 40, 150, ("text", "Buy"))));
        Assert.Contains(new PixelPoint(X(40), Y(150)), marker.Polygons().Single().Points);
        Assert.True(Area(marker.Texts().Single()).Right < X(20));
        var up = Of(Draw("Arrow Mark Up", At(20, 150, ("text", "Long"))));
        Assert.Equal((X(20), Y(150)), (up.Polygons().Single().Points[0].X, up.Polygons().Single().Points.Min(p => p.Y)));
        Assert.True(Area(up.Texts().Single()).Top > up.Polygons().Single().Points.Max(p => p.Y));
        var down = Of(Draw("Arrow Mark Down", At(20, 150, ("text", "Short"))));
        Assert.Equal(Y(150), down.Polygons().Single().Points.Max(p => p.Y));
        Assert.True(Area(down.Texts().Single()).Bottom < down.Polygons().Single().Points.Min(p => p.Y));
    }

    [Fact]
    public void Text_is_centred_and_may_have_a_box()
    {
        var plain = Of(Draw("Text", At(20, 150, ("text", "Hello\nworld"))));
        Assert.Empty(plain.Boxes());
        Assert.Equal(["Hello", "world"], plain.Texts().Select(t => t.Content));
        Assert.Equal(Y(150), (Area(plain.Texts().First()).Top + Area(plain.Texts().Last()).Bottom) / 2, 3.0);
        var boxed = Of(Draw("Text", At(20, 150, ("text", "Hello")), ("showBorder", true), ("fillBackground", true))).Boxes().Single();
        Assert.Equal((X(20), Y(150)), (boxed.Area.CenterX, boxed.Area.CenterY));
        Assert.Equal((new Rgba(91, 133, 191, 76), new Rgba(102, 123, 139)), (boxed.Fill!.Value with { A = 76 }, boxed.Border!.Value.Color));
    }

    [Fact]
    public void Callout_points_to_its_start()
    {
        var x = Of(Draw("Callout", Ends(20, 120, 40, 180, ("text", "Breakout"))));
        var outline = x.Polygons().Single();
        Assert.Contains(new PixelPoint(X(20), Y(120)), outline.Points);
        Assert.Equal(X(40), Area(x.Texts().Single()).CenterX, 0.6);
        Assert.Equal(new Rgba(0, 151, 167).WithOpacity(0.7), outline.Fill);
        Assert.Equal(51, Of(Draw("Callout", Ends(20, 120, 40, 180, ("text", "t")), ("transparency", 80))).Polygons().Single().Fill!.Value.A);
    }

    [Fact]
    public void Price_label_tells_the_price_and_points_to_it()
    {
        var x = Of(Draw("Price Label", At(20, 150, ("text", "High"))));
        Assert.Equal(["High", "150.00"], x.Texts().Select(t => t.Content));
        Assert.Contains(new PixelPoint(X(20), Y(150)), x.Polygons().Single().Points);
    }

    [Fact]
    public void Note_and_flag_stand_on_their_point()
    {
        var note = Of(Draw("Note", At(20, 150, ("text", "Note"))));
        Assert.Equal(new PixelPoint(X(20), Y(150)), note.Polygons().Single().Points[0]);
        Assert.True(note.Boxes().Single().Area.Bottom < Y(150));
        Assert.True(Of(Draw("Note", At(20, 199, ("text", "Note")))).Boxes().Single().Area.Top > Y(199));
        var flag = Of(Draw("Flag Mark", At(20, 150, ("text", "Earnings"))));
        Assert.Equal(new PixelPoint(X(20), Y(150)), flag.Lines().Single().Points[1]);
        Assert.True(Area(flag.Texts().Single()).Left > X(20));
    }

    [Fact]
    public void Boxes_at_the_edge_move_into_the_plot()
    {
        foreach (var (index, price) in new[] { (0, 199.9), (99, 199.9), (0, 100.1), (99, 100.1) })
        {
            foreach (var name in new[] { "Text", "Note", "Price Label", "Flag Mark", "Arrow Mark Up", "Arrow Mark Down" })
            {
                var texts = Of(Draw(name, At(index, price, ("text", "At the edge")))).Texts().ToList();
                Assert.NotEmpty(texts);
                Assert.All(texts, t => Assert.True(Plot.Contains(Area(t)), $"{name} at {index}, {price}"));
            }
        }
    }

    [Fact]
    public void A_price_that_a_logarithmic_scale_cannot_show_draws_nothing()
    {
        foreach (var name in Catalog.Drawings.Keys)
        {
            var spec = new DrawingSpec(name);
            foreach (var input in Catalog.Drawings[name].Inputs)
            {
                spec = spec.With(input.Key, input.Type switch { SettingType.Float => -5, SettingType.Datetime => Day(input.Key.StartsWith("end", StringComparison.Ordinal) ? 40 : 20), _ => "text" });
            }
            if (name != "Vertical Line") Assert.Empty(Of(spec, mode: PriceScaleMode.Logarithmic).Shapes);
        }
    }
}
