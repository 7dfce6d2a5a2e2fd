using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints volume by price at the side of the plot, the value area stronger, and the price with the most volume.</summary>
internal static class VolumeProfilePainter
{
    public static void Paint(Brush brush, PixelRect plot, PriceScale scale, StudyLayout study, VolumeProfile profile)
    {
        var most = 0.0;
        for (var row = 0; row < profile.Up.Length; row++) most = Math.Max(most, profile.Up[row] + profile.Down[row]);
        if (most <= 0) return;
        var mode = study.Inputs.Text("volume");
        var pixel = 1 / brush.Scale;
        for (var row = 0; row < profile.Up.Length; row++)
        {
            var key = row >= profile.ValueAreaFirst && row <= profile.ValueAreaLast ? "graphics.hhists.histBarsVA" : "graphics.hhists.histBars2";
            var fromRight = study.Look.Text(key + ".direction") == "right_to_left";
            var full = plot.Width * Math.Min(study.Look.Number(key + ".percentWidth"), 100) / 100;
            var low = profile.Low + (row * profile.RowHeight);
            double a = scale.Y(low), b = scale.Y(low + profile.RowHeight);
            double top = brush.Snap(Math.Min(a, b)), bottom = Math.Max(brush.Snap(Math.Max(a, b)) - pixel, top + pixel);
            var (up, down) = (profile.Up[row], profile.Down[row]);
            (double Length, int Color)[] pieces = mode switch
            {
                "Total" => [(up + down, 0)],
                "Delta" => [(Math.Abs(up - down), up >= down ? 0 : 1)],
                _ => [(up, 0), (down, 1)],
            };
            var start = 0.0;
            foreach (var (length, color) in pieces)
            {
                var end = start + (length / most * full);
                var (left, right) = fromRight ? (plot.Right - end, plot.Right - start) : (plot.Left + start, plot.Left + end);
                brush.Fill(left, top, right, bottom, study.Look.Color($"{key}.colors.{color}"));
                start = end;
            }
        }
        const string poc = "graphics.horizlines.pocLines";
        if (!study.Look.Flag(poc + ".visible")) return;
        var price = profile.Low + ((profile.PointOfControl + 0.5) * profile.RowHeight);
        brush.Horizontal(plot.Left, plot.Right, scale.Y(price), new Stroke(study.Look.Color(poc + ".color"), study.Look.Number(poc + ".width"), study.Look.Int(poc + ".style")));
    }
}
