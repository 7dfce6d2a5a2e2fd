using System.Globalization;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// The labels of a position. Quantity = risked money / distance from entry to stop / lot size, where the risk is money or a percentage of
/// the account; an amount is the account once target or stop is reached.
/// </summary>
internal static class PositionStats
{
    private const double Gap = 3;

    /// <summary>Adds the labels of target, entry and stop, each at its price, one above the other.</summary>
    /// <param name="x">Where shapes go.</param>
    /// <param name="direction">1 long, −1 short.</param>
    /// <param name="center">Middle of the position, pixels.</param>
    /// <param name="state">Where the position stands, if it has begun.</param>
    public static void Add(DrawingContext x, int direction, double center, (double Index, double Price, bool IsClosed)? state)
    {
        var (entry, target, stop) = (x.Inputs.Number("entryPrice"), x.Inputs.Number("targetPrice"), x.Inputs.Number("stopPrice"));
        var (account, lot, risk) = (x.Look.Number("accountSize"), x.Look.Number("lotSize"), x.Look.Number("risk"));
        var money = x.Look.Text("riskDisplayMode") == "money" ? risk : account * risk / 100;
        var quantity = Finite(money / Math.Abs(entry - stop) / lot);
        var isCompact = x.Look.Flag("showCompact");
        var (profit, loss) = (DrawingText.Opaque(x.Look.Color("profitBackground")), DrawingText.Opaque(x.Look.Color("stopBackground")));
        double Gain(double price) => Finite((price - entry) * direction * quantity * lot);

        var gain = state is { } now ? Gain(now.Price) : 0;
        var labels = new List<(double Y, int Side, string Text, Rgba Ground)>
        {
            (x.Price.Y(target), target >= entry ? 1 : -1, Level("Target", target, target - entry), profit),
            (x.Price.Y(entry), 0, Middle(), gain > 0 ? profit : gain < 0 ? loss : DrawingText.Opaque(x.Look.Color("lineColor"))),
            (x.Price.Y(stop), stop > entry ? 1 : -1, Level("Stop", stop, stop - entry), loss),
        };
        Place(x, center, labels);

        string Level(string name, double price, double change)
        {
            var (distance, amount) = (Math.Abs(change), NumberText.Price(account + Gain(price), 2));
            var text = $"{x.PriceText(price)} ({Measure.Percent(entry, distance)})";
            return isCompact ? text : $"{name}: {text} {x.PriceText(distance)}, Amount: {amount}";
        }

        string Middle()
        {
            var ratio = entry == stop ? "–" : NumberText.Price(Math.Abs(target - entry) / Math.Abs(entry - stop), 2);
            var count = quantity.ToString("#,0.####", CultureInfo.InvariantCulture);
            if (isCompact) return $"{count} × {ratio}R";
            var result = state is { } s ? $"{(s.IsClosed ? "Closed" : "Open")} P&L: {NumberText.Price(gain, 2)}, " : "";
            return $"{result}Qty: {count}\nRisk/Reward Ratio: {ratio}";
        }
    }

    private static void Place(DrawingContext x, double center, List<(double Y, int Side, string Text, Rgba Ground)> labels)
    {
        var style = DrawingText.Style(x.Look);
        var placed = new List<(TextBox Box, double Top, Rgba Ground)>();
        foreach (var (y, side, text, ground) in labels.Where(l => l.Y >= x.Plot.Top && l.Y <= x.Plot.Bottom).OrderBy(l => l.Y))
        {
            var box = new TextBox(text, style, x.Plot);
            var isAbove = side > 0 != x.Price.IsInverted;
            var top = side == 0 ? y - (box.Height / 2) : isAbove ? y - Gap - box.Height : y + Gap;
            if (placed.Count > 0) top = Math.Max(top, placed[^1].Top + placed[^1].Box.Height + Gap);
            placed.Add((box, top, ground));
        }
        // From the foot upwards, so that what was pushed out of the plot comes back in.
        var limit = x.Plot.Bottom;
        for (var i = placed.Count - 1; i >= 0; i--)
        {
            var (box, top, ground) = placed[i];
            top = Math.Min(top, limit - box.Height);
            limit = top - Gap;
            placed[i] = (box, top, ground);
        }
        var head = x.Plot.Top;
        foreach (var (box, top, ground) in placed)
        {
            var area = box.Inside(center - (box.Width / 2), Math.Max(top, head), x.Plot);
            head = area.Bottom + Gap;
            box.AddTo(x.Shapes, area, x.Look.Color("textColor"), ground, null, 4, 0.5);
        }
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
