using System.Globalization;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Charts.Subjects;

/// <summary>A price made from those of several symbols, such as <c>(NASDAQ:MARA+NASDAQ:RIOT)/10</c>: numbers, symbols, + − * / ^ and parentheses.</summary>
public sealed class SymbolFormula
{
    private const int LongestText = 200, MostSymbols = 10, Deepest = 20;

    private readonly List<string> _symbols = [];
    private readonly string _text;
    private readonly Func<IReadOnlyList<double>, double> _value;
    private int _at;
    private int _depth;

    private SymbolFormula(string text)
    {
        _text = text;
        _value = Sum();
        if (_at < text.Length) throw new FormatException();
    }

    /// <summary>The symbols, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>
    /// Reads a formula; null when the text is none. A text with a sign that symbols have too (<c>EUR/USD</c>, <c>BTC-USD</c>) is a
    /// formula only when every name in it has an exchange.
    /// </summary>
    public static SymbolFormula? TryParse(string text)
    {
        if (text.Length > LongestText || text.IndexOfAny(['+', '-', '*', '/', '^', '(']) < 0) return null;
        try
        {
            var formula = new SymbolFormula(text);
            return formula._symbols.Count is 0 or > MostSymbols || (text.IndexOfAny(['+', '*', '(']) < 0 && !formula._symbols.TrueForAll(s => s.Contains(':', StringComparison.Ordinal))) ? null : formula;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The formula of each bar at which all symbols have one. There is no volume.</summary>
    /// <param name="series">The bars of <see cref="Symbols"/>, in that order.</param>
    public BarSeries Apply(IReadOnlyList<BarSeries> series)
    {
        var bars = new List<Bar>();
        var at = new int[series.Count];
        double[] open = new double[series.Count], high = new double[series.Count], low = new double[series.Count], close = new double[series.Count];
        foreach (var time in series[0].Time)
        {
            for (var s = 0; s < at.Length; s++)
            {
                while (at[s] < series[s].Count && series[s].Time[at[s]] < time) at[s]++;
            }
            if (Enumerable.Range(0, at.Length).Any(s => at[s] == series[s].Count || series[s].Time[at[s]] != time)) continue;
            for (var s = 0; s < at.Length; s++) (_, open[s], high[s], low[s], close[s], _) = series[s][at[s]];
            double[] prices = [_value(open), _value(high), _value(low), _value(close)];
            if (prices.All(double.IsFinite)) bars.Add(new Bar(time, prices[0], prices.Max(), prices.Min(), prices[3], double.NaN));
        }
        return BarSeries.From(bars);
    }

    private Func<IReadOnlyList<double>, double> Sum()
    {
        var left = Product();
        while (Next("+-") is { } sign)
        {
            var (first, second) = (left, Product());
            left = sign == '+' ? v => first(v) + second(v) : v => first(v) - second(v);
        }
        return left;
    }

    private Func<IReadOnlyList<double>, double> Product()
    {
        var left = Power();
        while (Next("*/") is { } sign)
        {
            var (first, second) = (left, Power());
            left = sign == '*' ? v => first(v) * second(v) : v => first(v) / second(v);
        }
        return left;
    }

    private Func<IReadOnlyList<double>, double> Power()
    {
        var left = Operand();
        while (Next("^") is not null)
        {
            var (first, second) = (left, Operand());
            left = v => Math.Pow(first(v), second(v));
        }
        return left;
    }

    private Func<IReadOnlyList<double>, double> Operand()
    {
        if (Next("(") is not null)
        {
            if (++_depth > Deepest) throw new FormatException();
            var inner = Sum();
            if (Next(")") is null) throw new FormatException();
            _depth--;
            return inner;
        }
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is ':' or '_' or '.' or '!' or '&')) _at++;
        var word = _text[start.._at];
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return _ => number;
        if (!word.Any(char.IsLetter)) throw new FormatException();
        var index = _symbols.FindIndex(s => s.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = _symbols.Count;
            _symbols.Add(word);
        }
        Next(" ");
        return v => v[index];
    }

    /// <summary>Takes one of the signs, with the blanks around it.</summary>
    private char? Next(string signs)
    {
        var at = _at;
        while (at < _text.Length && _text[at] == ' ') at++;
        if (at == _text.Length || !signs.Contains(_text[at], StringComparison.Ordinal)) return null;
        _at = at + 1;
        while (_at < _text.Length && _text[_at] == ' ') _at++;
        return _text[at];
    }
}
