using SkiaSharp;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Core.Reports.Writers;

/// <summary>Lays blocks out on pages of A4, 1/72 inch a unit. What is drawn is kept until all pages are known, so that each can tell how many there are.</summary>
internal sealed class PdfPages : IDisposable
{
    public const float Width = 595, Height = 842;

    private const float Margin = 40, Inner = Width - (2 * Margin), Bottom = Height - 56, Gap = 6, LineSpacing = 1.4f, CellSize = 9, CellPadding = 5;
    private const int FiguresInRow = 3, MostLinesInCell = 40;

    private static readonly SKColor Rule = new(0x2E, 0x2E, 0x2E), Card = new(0x19, 0x19, 0x19);

    private readonly List<List<Action<SKCanvas>>> _pages = [[]];
    private readonly Dictionary<(float Size, bool Bold), SKFont> _fonts = [];
    private float _y = Margin;

    public int Count => _pages.Count;

    /// <summary>Draws a page with its foot.</summary>
    public void Paint(int page, SKCanvas canvas, string footer)
    {
        foreach (var paint in _pages[page]) paint(canvas);
        Draw(canvas, Fit(footer, 8, Inner - 100), Margin, Height - 30, 8, false, ReportTone.Muted);
        var number = $"Page {page + 1} of {_pages.Count}";
        Draw(canvas, number, Width - Margin - Measure(number, 8, false), Height - 30, 8, false, ReportTone.Muted);
    }

    public void Text(string text, float size, bool bold = false, ReportTone tone = ReportTone.Plain) => Lines(text, size, bold, tone, 0);

    /// <summary>A heading, which does not stand alone at the foot of a page.</summary>
    public void Heading(string text)
    {
        Need(90);
        _y += 14;
        var y = _y;
        Add(canvas => Line(canvas, y));
        _y += 8;
        Lines(text, 14, true, ReportTone.Plain, 0);
    }

    /// <summary>A point of a list.</summary>
    public void Point(string text)
    {
        Need(10 * LineSpacing);
        var y = _y;
        Add(canvas => Draw(canvas, "•", Margin, y + 10, 10, true, ReportTone.Signal));
        Lines(text, 10, false, ReportTone.Plain, 12, gap: 3);
    }

    public void Figures(IReadOnlyList<ReportFigure> figures)
    {
        const float height = 46, between = 8;
        var width = (Inner - ((FiguresInRow - 1) * between)) / FiguresInRow;
        foreach (var row in figures.Chunk(FiguresInRow))
        {
            Need(height);
            var y = _y;
            for (var i = 0; i < row.Length; i++)
            {
                var (figure, x) = (row[i], Margin + (i * (width + between)));
                Add(canvas =>
                {
                    using var paint = new SKPaint { Color = Card, IsAntialias = true };
                    canvas.DrawRoundRect(x, y, width, height, 4, 4, paint);
                    Draw(canvas, Fit(figure.Label, 8.5f, width - 20), x + 10, y + 17, 8.5f, false, ReportTone.Muted);
                    Draw(canvas, Fit(figure.Value, 15, width - 20, bold: true), x + 10, y + 36, 15, true, figure.Tone);
                });
            }
            _y += height + between;
        }
        _y += Gap;
    }

    public void Table(ReportTable table)
    {
        var widths = WidthsOf(table);
        ReportCell[] heads = [.. table.Columns.Select(c => new ReportCell(c.Title, ReportTone.Muted))];
        Need(CellHeight(1) * 3);
        Row(heads);
        foreach (var row in table.Rows)
        {
            var lines = 1;
            for (var i = 0; i < row.Count; i++) lines = Math.Max(lines, Math.Min(MostLinesInCell, Wrap(row[i].Text, CellSize, false, widths[i] - (2 * CellPadding)).Count));
            if (_y + CellHeight(lines) > Bottom)
            {
                NextPage();
                Row(heads);
            }
            Row(row);
        }
        _y += Gap * 2;

        void Row(IReadOnlyList<ReportCell> cells)
        {
            var (x, y, most) = (Margin, _y, 1);
            for (var i = 0; i < cells.Count; i++)
            {
                var (cell, width, left) = (cells[i], widths[i], x);
                var lines = Wrap(cell.Text, CellSize, false, width - (2 * CellPadding));
                if (lines.Count > MostLinesInCell) lines = [.. lines.Take(MostLinesInCell - 1), "…"];
                most = Math.Max(most, lines.Count);
                var isNumber = table.Columns[i].IsNumber;
                Add(canvas =>
                {
                    for (var n = 0; n < lines.Count; n++)
                        Draw(canvas, lines[n], isNumber ? left + width - CellPadding - Measure(lines[n], CellSize, false) : left + CellPadding, y + CellPadding + (CellSize * 0.95f) + (n * CellSize * LineSpacing), CellSize, false, cell.Tone);
                });
                x += width;
            }
            _y += CellHeight(most);
            var end = _y;
            Add(canvas => Line(canvas, end));
        }
    }

    /// <summary>A picture with its caption, as wide as the text unless that makes it too high.</summary>
    public void Picture(ReportPicture picture)
    {
        const float highest = 340;
        var scale = Math.Min(Inner / picture.Width, highest / picture.Height);
        Need((picture.Height * scale) + (picture.Caption is null ? 0 : 18));
        var y = _y;
        Add(canvas =>
        {
            canvas.Save();
            canvas.Translate(Margin, y);
            canvas.Scale(scale);
            canvas.ClipRect(new SKRect(0, 0, picture.Width, picture.Height));
            if (picture.Vector is { } vector) vector(canvas);
            else
            {
                using var image = SKImage.FromEncodedData(picture.Png.Span);
                canvas.DrawImage(image, new SKRect(0, 0, picture.Width, picture.Height), SKSamplingOptions.Default);
            }
            canvas.Restore();
        });
        _y += (picture.Height * scale) + Gap;
        if (picture.Caption is { } caption) Lines(caption, 9, false, ReportTone.Muted, 0, gap: 12);
    }

    public void Dispose()
    {
        foreach (var font in _fonts.Values) font.Dispose();
    }

    private static float CellHeight(int lines) => (2 * CellPadding) + (CellSize * LineSpacing * lines) - 2;

    private static void Line(SKCanvas canvas, float y)
    {
        using var paint = new SKPaint { Color = Rule, StrokeWidth = 0.75f };
        canvas.DrawLine(Margin, y, Width - Margin, y, paint);
    }

    private static SKColor ColorOf(ReportTone tone) => tone switch
    {
        ReportTone.Muted => new SKColor(0xA0, 0xA0, 0xA0),
        // Lighter than the brand's signal, which is hard to read on black in small letters.
        ReportTone.Signal => new SKColor(0x4D, 0x9F, 0xFF),
        ReportTone.Profit => new SKColor(0x00, 0xD0, 0x84),
        ReportTone.Risk => new SKColor(0xFF, 0x3B, 0x30),
        _ => SKColors.White,
    };

    private void Add(Action<SKCanvas> paint) => _pages[^1].Add(paint);

    private void Need(float height)
    {
        if (_y + height > Bottom && _y > Margin) NextPage();
    }

    private void NextPage()
    {
        _pages.Add([]);
        _y = Margin;
    }

    private void Lines(string text, float size, bool bold, ReportTone tone, float indent, float gap = Gap)
    {
        foreach (var line in Wrap(text, size, bold, Inner - indent))
        {
            Need(size * LineSpacing);
            var y = _y + size;
            Add(canvas => Draw(canvas, line, Margin + indent, y, size, bold, tone));
            _y += size * LineSpacing;
        }
        _y += gap;
    }

    /// <summary>Columns as wide as their texts; when that is too much, the widest give way.</summary>
    private float[] WidthsOf(ReportTable table)
    {
        var widths = new float[table.Columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = Measure(table.Columns[i].Title, CellSize, false);
            foreach (var row in table.Rows) widths[i] = Math.Max(widths[i], Measure(row[i].Text, CellSize, false));
            widths[i] += (2 * CellPadding) + 1;
        }
        for (var surplus = widths.Sum() - Inner; surplus > 0.5f; surplus = widths.Sum() - Inner)
        {
            var widest = widths.Max();
            var next = widths.Where(w => w < widest).DefaultIfEmpty(widest - surplus).Max();
            var count = widths.Count(w => w == widest);
            var cut = Math.Max(0.5f, Math.Min(widest - next, surplus / count));
            for (var i = 0; i < widths.Length; i++)
            {
                if (widths[i] == widest) widths[i] = widest - cut;
            }
        }
        var spare = (Inner - widths.Sum()) / widths.Length;
        for (var i = 0; i < widths.Length; i++) widths[i] += spare;
        return widths;
    }

    private List<string> Wrap(string text, float size, bool bold, float width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (Measure(longer, size, bold) <= width)
                {
                    line = longer;
                    continue;
                }
                if (line.Length > 0) lines.Add(line);
                line = word;
                while (line.Length > 1 && Measure(line, size, bold) > width)
                {
                    var fits = Math.Max(1, FittingLength(line, size, bold, width));
                    lines.Add(line[..fits]);
                    line = line[fits..];
                }
            }
            lines.Add(line);
        }
        return lines;
    }

    private string Fit(string text, float size, float width, bool bold = false) =>
        Measure(text, size, bold) <= width ? text : text[..FittingLength(text, size, bold, width - Measure("…", size, bold))] + "…";

    private int FittingLength(string text, float size, bool bold, float width)
    {
        int low = 0, high = text.Length;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Measure(text[..middle], size, bold) <= width) low = middle;
            else high = middle - 1;
        }
        // A pair of surrogates stays together.
        return low > 0 && char.IsHighSurrogate(text[low - 1]) ? low - 1 : low;
    }

    private float Measure(string text, float size, bool bold) => FontOf(size, bold).MeasureText(text);

    private void Draw(SKCanvas canvas, string text, float x, float y, float size, bool bold, ReportTone tone)
    {
        using var paint = new SKPaint { Color = ColorOf(tone), IsAntialias = true };
        canvas.DrawText(text, x, y, SKTextAlign.Left, FontOf(size, bold), paint);
    }

    private SKFont FontOf(float size, bool bold) => _fonts.TryGetValue((size, bold), out var font)
        ? font
        : _fonts[(size, bold)] = new SKFont(ChartFont.Typeface(bold), size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
}
