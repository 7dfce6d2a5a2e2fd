using System.Collections.Immutable;
using System.Globalization;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Analysis.Readings;

/// <summary>Readings as drawings for a chart, in the brand's colours: what is found blue, targets green, stops red, levels grey.</summary>
public static class ReadingDrawings
{
    private static readonly Rgba Signal = new(0x00, 0x70, 0xF3), Level = new(0xE0, 0xE0, 0xE0), Target = new(0x00, 0xD0, 0x84), Risk = new(0xFF, 0x3B, 0x30);

    /// <summary>Bars from which a text fits on a line.</summary>
    private const int RoomForText = 10;

    private const int Solid = 0, Dotted = 1, Dashed = 2;

    /// <summary>The current patterns with their targets and stops, and the levels of a reading.</summary>
    /// <param name="reading">The reading.</param>
    public static ImmutableArray<DrawingSpec> Of(MarketReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return [.. reading.Current.SelectMany(p => Of(p)), .. reading.Levels.Select(Of)];
    }

    /// <summary>A pattern: its turns, lines and name; its target and the price that rules it out while they matter.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="withLevels">Whether target and invalidation are drawn.</param>
    public static ImmutableArray<DrawingSpec> Of(ChartPattern pattern, bool withLevels = true)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var drawings = ImmutableArray.CreateBuilder<DrawingSpec>();
        for (var i = 1; i < pattern.Points.Length; i++) drawings.Add(Line(pattern.Points[i - 1], pattern.Points[i], Signal.WithOpacity(0.7), 1, Solid));
        foreach (var line in pattern.Lines) drawings.Add(Line(line.Start, line.End, Signal, 2, line.Name == "pole" ? Dashed : Solid));
        if (withLevels && pattern.KeyLevels.ContainsKey("target"))
        {
            var until = pattern.Lines[0].End;
            AddLevel("target", Target);
            AddLevel("invalidation", Risk);

            void AddLevel(string name, Rgba color)
            {
                if (!pattern.KeyLevels.TryGetValue(name, out var price)) return;
                var start = pattern.Points[^1] with { Price = price };
                drawings.Add(Line(start, until with { Price = price }, color, 2, Dashed, until.Index - start.Index < RoomForText ? null : name));
            }
        }
        drawings.Add(Label(pattern));
        return drawings.DrainToImmutable();
    }

    /// <summary>A support or resistance as a line with its price on the scale; a text on it would cover those of its neighbours.</summary>
    /// <param name="level">The level.</param>
    public static DrawingSpec Of(PriceLevel level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return Look(new DrawingSpec("Horizontal Line").With("price", level.Price), Level.WithOpacity(0.6), 1, Dotted) with { OnTop = false };
    }

    /// <summary>The name where the pattern begins, above or below all of it, away from where prices are expected to go.</summary>
    private static DrawingSpec Label(ChartPattern pattern)
    {
        double top = double.NegativeInfinity, bottom = double.PositiveInfinity;
        foreach (var point in pattern.Points.Concat(pattern.Lines.Where(l => l.Name == "pole").Select(l => l.Start)))
            (top, bottom) = (Math.Max(top, point.Price), Math.Min(bottom, point.Price));
        var room = 0.08 * (top - bottom);
        var price = pattern.Type == Direction.Bullish ? bottom - room : top + room;
        var text = string.Create(CultureInfo.InvariantCulture, $"{PatternText.Title(pattern.Name)}, {pattern.State.ToString().ToLowerInvariant()} (fit {pattern.Confidence:0.00})");
        var label = new DrawingSpec("Text").With("datetime", Iso(pattern.Points[0].Time)).With("price", price).With("text", text);
        return label with { Override = label.Override.SetItem("textColor", Signal).SetItem("fontSize", 12).SetItem("fontBold", true) };
    }

    private static DrawingSpec Line(PatternPoint from, PatternPoint to, Rgba color, int width, int style, string? text = null)
    {
        var line = new DrawingSpec("Trend Line").With("startDatetime", Iso(from.Time)).With("startPrice", from.Price).With("endDatetime", Iso(to.Time)).With("endPrice", to.Price);
        line = Look(line, color, width, style);
        return text is null ? line : line.With("text", text) with { Override = line.Override.SetItem("showLabel", true).SetItem("fontSize", 11) };
    }

    private static DrawingSpec Look(DrawingSpec drawing, Rgba color, int width, int style) => drawing with
    {
        Override = drawing.Override.SetItem("lineColor", color).SetItem("textColor", color).SetItem("lineWidth", width).SetItem("lineStyle", style),
    };

    private static string Iso(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
