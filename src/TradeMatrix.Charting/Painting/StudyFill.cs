using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Fills the room between two plots: in one colour, or as a cloud in the colour of the plot that lies above.</summary>
internal static class StudyFill
{
    public static void Paint(Brush brush, ChartLayout layout, PriceScale scale, StudyLayout study, FillDefinition fill)
    {
        PlotStyle a = study.Plots.First(p => p.Name == fill.First), b = study.Plots.First(p => p.Name == fill.Second);
        var isCloud = study.Look.Has(fill.Name + ".transparency");
        var opacity = isCloud ? (100 - study.Look.Number(fill.Name + ".transparency")) / 100 : 0;
        Rgba above = isCloud ? a.Colors[0].WithOpacity(opacity) : study.Look.Color(fill.Name + ".color"), below = isCloud ? b.Colors[0].WithOpacity(opacity) : above;
        var first = (int)Math.Floor(layout.Time.IndexAt(layout.Time.Left)) - 1;
        var end = (int)Math.Ceiling(layout.Time.IndexAt(layout.Time.Right)) + 2;
        List<SKPoint> top = [], bottom = [];
        for (var i = first; i < end; i++)
        {
            double va = study.ValueAt(a, i), vb = study.ValueAt(b, i);
            float ya = (float)scale.Y(va), yb = (float)scale.Y(vb);
            if (!float.IsFinite(ya) || !float.IsFinite(yb))
            {
                Close(i - 1);
                continue;
            }
            if (isCloud && top.Count > 0 && (va < vb) != (top[^1].Y > bottom[^1].Y))
            {
                // The plots cross between two bars: end one piece there and begin the next.
                float before = bottom[^1].Y - top[^1].Y, now = yb - ya, share = before / (before - now);
                var cross = new SKPoint(Mix((float)layout.Time.X(i - 1), (float)layout.Time.X(i), share), Mix(top[^1].Y, ya, share));
                top.Add(cross);
                bottom.Add(cross);
                Close(i - 1);
                top.Add(cross);
                bottom.Add(cross);
            }
            top.Add(new SKPoint((float)layout.Time.X(i), ya));
            bottom.Add(new SKPoint((float)layout.Time.X(i), yb));
        }
        Close(end - 1);

        void Close(int last)
        {
            if (top.Count > 1)
            {
                using var builder = new SKPathBuilder();
                builder.MoveTo(top[0]);
                foreach (var point in top) builder.LineTo(point);
                for (var i = bottom.Count - 1; i >= 0; i--) builder.LineTo(bottom[i]);
                builder.Close();
                using var path = builder.Detach();
                brush.Fill(path, study.ValueAt(a, last) >= study.ValueAt(b, last) ? above : below);
            }
            top.Clear();
            bottom.Clear();
        }
        static float Mix(float from, float to, float share) => from + ((to - from) * share);
    }
}
