using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Sets legend lines: pieces of text side by side, from the top of a pane downwards.</summary>
internal sealed class Legend(PixelRect plot, TextStyle style, Rgba textColor)
{
    private const double Gap = 6, Indent = 8;

    private readonly List<TextRun> _runs = [];
    private double _x = plot.Left + Indent, _baseline = plot.Top + 6 + style.LineHeight - 4;

    /// <summary>The pieces set so far.</summary>
    public IReadOnlyList<TextRun> Runs => _runs;

    private double Right => plot.Right - Indent;

    /// <summary>The symbol with its timeframe, exchange, prices and change.</summary>
    /// <param name="spec">The chart.</param>
    /// <param name="exchange">Exchange as written.</param>
    /// <param name="values">Label and text of each value, the change last; empty for none.</param>
    /// <param name="color">Colour of the values.</param>
    public void AddSymbol(ChartSpec spec, string exchange, IReadOnlyList<(string Label, string Value)> values, Rgba color)
    {
        var name = spec.Description ?? SymbolOf(spec);
        var title = string.Join(" · ", new[] { name, spec.Interval.ToString(), exchange }.Where(t => t.Length > 0));
        Add(title, textColor, new TextStyle(style.Size + 1));
        var width = values.Sum(v => style.Width(v.Label) + style.Width(v.Value) + Gap);
        if (_x + width > Right) NextLine();
        if (_x + width > Right && values.Count > 2) values = [.. values.Skip(Math.Max(0, values.Count - 2))];
        foreach (var (label, value) in values)
        {
            Add(label, textColor, style, gap: 0);
            Add(value, color, style);
        }
        NextLine();
    }

    /// <summary>A study's title and values.</summary>
    public void AddStudy(string title, IEnumerable<(string Value, Rgba Color)> values)
    {
        Add(title, textColor, style);
        foreach (var (value, color) in values) Add(value, color, style);
        NextLine();
    }

    /// <summary>A line of plain text.</summary>
    public void AddNote(string text)
    {
        Add(text, textColor, style);
        NextLine();
    }

    /// <summary>The symbol without its exchange prefix.</summary>
    public static string SymbolOf(ChartSpec spec) => ExchangeCalendar.ExchangeOf(spec.Symbol) is { Length: > 0 } exchange ? spec.Symbol[(exchange.Length + 1)..] : spec.Symbol;

    private void Add(string text, Rgba color, TextStyle font, double gap = Gap)
    {
        if (_x >= Right || _baseline + 3 > plot.Bottom) return;
        var fitted = font.Fit(text, Right - _x);
        if (fitted.Length > 0) _runs.Add(new TextRun(fitted, new(_x, _baseline), font, color));
        _x = fitted.Length == text.Length ? _x + font.Width(text) + gap : Right;
    }

    private void NextLine()
    {
        if (_x == plot.Left + Indent) return;
        (_x, _baseline) = (plot.Left + Indent, _baseline + style.LineHeight);
    }
}
