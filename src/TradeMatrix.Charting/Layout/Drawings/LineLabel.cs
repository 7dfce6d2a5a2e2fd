using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line with text that follows its slope.</summary>
internal static class LineLabel
{
    private const double Gap = 5;

    /// <summary>Where along a line its text stands by horzLabelAlign: 0 at the left end, 0.5 in the middle, 1 at the right end.</summary>
    public static double Along(Settings look) => look.Text("horzLabelAlign") switch { "left" => 0, "right" => 1, _ => 0.5 };

    /// <summary>
    /// On which side of a line its text stands by vertLabelAlign: −1 above, 0 on it, 1 below. As the platform has it, "top" means
    /// that the line is at the top of the text.
    /// </summary>
    public static int Side(Settings look) => look.Text("vertLabelAlign") switch { "top" => 1, "bottom" => -1, _ => 0 };

    /// <summary>Adds a line, and a text beside or, with a gap in the line, on it. The text stays within the plot where it can.</summary>
    /// <param name="x">Where shapes go.</param>
    /// <param name="from">One end, already clipped to the plot and its margin.</param>
    /// <param name="to">The other end.</param>
    /// <param name="stroke">The line.</param>
    /// <param name="text">The text; empty for none.</param>
    /// <param name="along">Where along the line: 0 where reading starts, 1 where it ends.</param>
    /// <param name="side">−1 above, 0 on the line, 1 below.</param>
    public static void AddLine(DrawingContext x, PixelPoint from, PixelPoint to, Stroke stroke, string text, double along, int side)
    {
        // Text reads from left to right, along an upright line upwards.
        if (to.X < from.X - 0.01 || (Math.Abs(to.X - from.X) <= 0.01 && to.Y > from.Y)) (from, to) = (to, from);
        if (text.Length == 0 || LineGeometry.Clip(from, to, x.Plot) is not { } seen)
        {
            x.Shapes.Add(new Shape.Line([from, to], stroke));
            return;
        }
        var style = DrawingText.Style(x.Look);
        var angle = from == to ? 0 : Math.Atan2(to.Y - from.Y, to.X - from.X);
        var axis = new Axis(seen.From, Math.Cos(angle), Math.Sin(angle));
        var lines = TextBox.Lines(text, style, Math.Max(x.Plot.Width, x.Plot.Height), x.Plot.Height);
        var block = new Block(lines, style, stroke.Width);
        var (head, room) = Room(side);
        if (room.To - room.From < block.Width && side != 0)
        {
            var other = Room(-side);
            if (other.Room.To - other.Room.From >= block.Width) (head, room) = other;
        }
        if (room.To - room.From < block.Width && room.To - room.From > style.Size * 4)
            block = new Block(TextBox.Lines(text, style, room.To - room.From, x.Plot.Height), style, stroke.Width);

        var length = Math.Sqrt(Math.Pow(seen.To.X - seen.From.X, 2) + Math.Pow(seen.To.Y - seen.From.Y, 2));
        var start = along switch { 0 => Gap, 1 => length - Gap - block.Width, _ => (length - block.Width) / 2 };
        if (room.To - room.From >= block.Width) start = Math.Clamp(start, room.From, room.To - block.Width);

        if (side == 0)
        {
            AddPiece(from, axis.At(start - Gap, 0));
            AddPiece(axis.At(start + block.Width + Gap, 0), to);
        }
        else x.Shapes.Add(new Shape.Line([from, to], stroke));

        var degrees = Math.Abs(angle) < 1e-4 ? 0 : angle * 180 / Math.PI;
        for (var i = 0; i < block.Lines.Length; i++)
        {
            if (block.Lines[i].Length == 0) continue;
            var left = start + (along * (block.Width - style.Width(block.Lines[i])));
            var at = axis.At(left, head + style.CapHeight + (i * style.LineHeight));
            x.Shapes.Add(new Shape.Text(block.Lines[i], at, style, x.Look.Color("textColor"), degrees));
        }

        (double Head, (double From, double To) Room) Room(int where)
        {
            var top = block.Top(where);
            var upper = LineGeometry.Span(axis.At(0, top), axis.Dx, axis.Dy, x.Plot);
            var lower = LineGeometry.Span(axis.At(0, top + block.Height), axis.Dx, axis.Dy, x.Plot);
            if (upper is not { } a || lower is not { } b) return (top, (0, 0));
            return (top, (Math.Max(a.From, b.From) + TextBox.Margin, Math.Min(a.To, b.To) - TextBox.Margin));
        }

        void AddPiece(PixelPoint a, PixelPoint b)
        {
            if (axis.Along(b) > axis.Along(a)) x.Shapes.Add(new Shape.Line([a, b], stroke));
        }
    }

    /// <summary>Pixels along a line and, growing downwards as seen by its text, away from it.</summary>
    private readonly record struct Axis(PixelPoint Origin, double Dx, double Dy)
    {
        public PixelPoint At(double along, double away) =>
            new(Origin.X + (along * Dx) - (away * Dy), Origin.Y + (along * Dy) + (away * Dx));

        public double Along(PixelPoint point) => ((point.X - Origin.X) * Dx) + ((point.Y - Origin.Y) * Dy);
    }

    private sealed class Block(string[] lines, TextStyle style, double lineWidth)
    {
        private readonly double _descent = style.Size * 0.24;

        public string[] Lines { get; } = lines;

        public double Width { get; } = lines.Max(line => style.Width(line));

        /// <summary>From the top of capitals in the first line to the lowest letter of the last.</summary>
        public double Height => ((Lines.Length - 1) * style.LineHeight) + style.CapHeight + _descent;

        public double Top(int side) => side switch
        {
            < 0 => -(lineWidth / 2) - 1.5 - Height,
            0 => -(((Lines.Length - 1) * style.LineHeight) + style.CapHeight) / 2,
            _ => (lineWidth / 2) + Gap,
        };
    }
}
