using System.Collections.Immutable;
using System.Globalization;
using TradeMatrix.Analysis;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Agents;

/// <summary>A trade as a chart shows it: the ground gained and risked, entry in blue, stop in red, target in green.</summary>
internal static class PositionDrawings
{
    private const int Dashed = 2;

    private static readonly Rgba Signal = new(0x00, 0x70, 0xF3), Profit = new(0x00, 0xD0, 0x84), Risk = new(0xFF, 0x3B, 0x30);

    /// <summary>Draws it.</summary>
    /// <param name="side">Which way it goes.</param>
    /// <param name="entry">Price of the entry.</param>
    /// <param name="stop">Price of the stop; null when it has none.</param>
    /// <param name="target">Price of the target; null when it has none.</param>
    /// <param name="from">Where it begins, UTC.</param>
    /// <param name="until">Where it ends, UTC.</param>
    public static ImmutableArray<DrawingSpec> Of(Side side, double entry, double? stop, double? target, DateTime from, DateTime until)
    {
        var drawings = ImmutableArray.CreateBuilder<DrawingSpec>();
        if (stop is { } s && target is { } t)
        {
            var ground = new DrawingSpec(side == Side.Long ? "Long Position" : "Short Position")
                .With("startDatetime", Iso(from)).With("entryPrice", entry).With("targetPrice", t).With("stopPrice", s).With("endDatetime", Iso(until));
            drawings.Add(ground with { Override = ground.Override.SetItem("profitBackground", Profit.WithOpacity(0.16)).SetItem("stopBackground", Risk.WithOpacity(0.16)).SetItem("lineColor", Signal) });
        }
        drawings.Add(Line("entry", entry, Signal));
        if (stop is { } below) drawings.Add(Line("stop", below, Risk));
        if (target is { } above) drawings.Add(Line("target", above, Profit));
        return drawings.DrainToImmutable();
    }

    private static DrawingSpec Line(string text, double price, Rgba color)
    {
        var line = new DrawingSpec("Horizontal Line").With("price", price).With("text", text);
        return line with { Override = line.Override.SetItem("lineColor", color).SetItem("textColor", color).SetItem("lineStyle", Dashed).SetItem("lineWidth", 1) };
    }

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
