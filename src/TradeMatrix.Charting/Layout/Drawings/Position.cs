using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// A position with its entry, target and stop: a zone for the profit and one for the loss, boxes on the price scale and, if asked for,
/// what is risked and won. The part between entry and last price is shaded again, up to the bar that reached target or stop.
/// </summary>
internal static class Position
{
    /// <summary>Adds the shapes of a position.</summary>
    /// <param name="x">Where shapes go.</param>
    /// <param name="direction">1 long, −1 short.</param>
    public static void Lay(DrawingContext x, int direction)
    {
        var (entryY, targetY, stopY) = (x.Y("entryPrice"), x.Y("targetPrice"), x.Y("stopPrice"));
        if (!LineGeometry.IsUsable(entryY) || !LineGeometry.IsUsable(targetY) || !LineGeometry.IsUsable(stopY)) return;
        var first = x.Index("startDatetime");
        var last = x.Inputs.Has("endDatetime")
            ? x.Index("endDatetime")
            : Math.Max(first, x.Time.IndexAt(x.Plot.Right));
        if (last < first) (first, last) = (last, first);
        var (left, right) = (x.Time.X(first), x.Time.X(last));

        var (profit, loss) = (x.Look.Color("profitBackground"), x.Look.Color("stopBackground"));
        AddZone(targetY, profit);
        AddZone(stopY, loss);
        var state = State(x, direction, first, last);
        if (x.Look.Flag("fillBackground") && state is { } now)
        {
            var corner = new PixelPoint(Math.Min(x.Time.X(now.Index), right), x.Price.Y(now.Price));
            var color = (now.Price - x.Inputs.Number("entryPrice")) * direction >= 0 ? profit : loss;
            if (LineGeometry.IsUsable(corner.Y) && LineGeometry.Between(new(left, entryY), corner, x.Plot) is { } area)
                x.Shapes.Add(new Shape.Box(area, color));
        }
        if (LineGeometry.Clip(new(left, entryY), new(right, entryY), LineGeometry.Around(x.Plot)) is { } line)
            x.Shapes.Add(new Shape.Line([line.From, line.To], DrawingText.LineStroke(x.Look)));

        if (x.Look.Flag("showPrice"))
        {
            DrawingText.AddPriceLabel(x, x.Inputs.Number("targetPrice"), profit);
            DrawingText.AddPriceLabel(x, x.Inputs.Number("entryPrice"), x.Look.Color("lineColor"));
            DrawingText.AddPriceLabel(x, x.Inputs.Number("stopPrice"), loss);
        }
        if (x.Look.Flag("showStats") && left < x.Plot.Right && right > x.Plot.Left)
            PositionStats.Add(x, direction, (Math.Max(left, x.Plot.Left) + Math.Min(right, x.Plot.Right)) / 2, state);

        void AddZone(double y, Rgba color)
        {
            if (LineGeometry.Between(new(left, entryY), new(right, y), x.Plot) is not { } area) return;
            var isFilled = x.Look.Flag("fillBackground");
            // Zones have no outline of their own, unless it is asked for or nothing else would show them.
            Stroke? border = x.Look.IsGiven("borderColor") || !isFilled
                ? new Stroke(x.Look.Color("borderColor"), x.Look.Number("lineWidth"))
                : null;
            x.Shapes.Add(new Shape.Box(area, isFilled ? color : null, border));
        }
    }

    /// <summary>
    /// Where the position stands: at its stop or target after the first bar that reached it (the stop, if one bar reached both), else at
    /// the close of the last bar; null before it starts. The bar of the start is not looked at, as the order of its prices is not known.
    /// </summary>
    private static (double Index, double Price, bool IsClosed)? State(DrawingContext x, int direction, double first, double last)
    {
        var bars = x.Time.Bars;
        if (first > x.LastIndex || !double.IsFinite(x.LastPrice)) return null;
        var (target, stop) = (x.Inputs.Number("targetPrice"), x.Inputs.Number("stopPrice"));
        var end = (int)Math.Min(Math.Floor(last), Math.Min(x.LastIndex, bars.Count - 1));
        var price = last >= x.LastIndex ? x.LastPrice : double.NaN;
        for (var i = (int)Math.Max(0, Math.Floor(first) + 1); i <= end; i++)
        {
            if (bars.IsGap(i)) continue;
            if (direction > 0 ? bars.Low[i] <= stop : bars.High[i] >= stop) return (i, stop, true);
            if (direction > 0 ? bars.High[i] >= target : bars.Low[i] <= target) return (i, target, true);
            if (last < x.LastIndex) price = bars.Close[i];
        }
        if (!double.IsFinite(price)) return null;
        return (Math.Min(last, x.LastIndex), Math.Clamp(price, Math.Min(target, stop), Math.Max(target, stop)), false);
    }
}
