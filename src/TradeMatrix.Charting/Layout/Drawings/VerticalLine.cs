namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line over the height of the plot at a time, its text upright beside it, with a box of its colour on the time scale.</summary>
internal static class VerticalLine
{
    public static readonly Drawing Drawing = new("Vertical Line", Lay);

    private static void Lay(DrawingContext x)
    {
        var at = x.X("datetime");
        var area = LineGeometry.Around(x.Plot);
        if (at < area.Left || at > area.Right) return;
        // The text reads upwards: its start is the foot of the plot, and above it is left of the line.
        var along = x.Look.Text("vertLabelAlign") switch { "top" => 1, "bottom" => 0, _ => 0.5 };
        var side = x.Look.Text("horzLabelAlign") switch { "left" => -1, "right" => 1, _ => 0 };
        LineLabel.AddLine(x, new(at, x.Plot.Bottom), new(at, x.Plot.Top), DrawingText.LineStroke(x.Look), DrawingText.Of(x), along, side);
        if (x.Look.Flag("showTime")) DrawingText.AddTimeLabel(x, x.Moment("datetime"), x.Look.Color("lineColor"));
    }
}
