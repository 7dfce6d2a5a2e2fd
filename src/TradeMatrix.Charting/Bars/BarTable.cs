using System.Text;
using CsvHelper;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>Rows of a CSV file as columns, checked one by one and put in order of time at the end.</summary>
internal sealed class BarTable
{
    /// <summary>
    /// How far an open or close may lie outside high and low, relative to the price. Recorded data has such bars where the
    /// vendor rounds or adjusts each price on its own: the Nasdaq Composite's of 2018-02-27 is off by 1.3e-6.
    /// </summary>
    private const double Rounding = 1e-5;

    private const int PrecisionBars = 1000, FirstCapacity = 1024;

    private readonly CsvContent _content;
    private readonly CsvLayout _layout;
    private readonly TimeCell _timeCell;
    private readonly bool _decimalComma;

    private readonly double[]?[] _extra;
    private long[] _time = new long[FirstCapacity];
    private double[] _open = new double[FirstCapacity], _high = new double[FirstCapacity], _low = new double[FirstCapacity], _close = new double[FirstCapacity], _volume = new double[FirstCapacity];
    private byte[] _decimals = new byte[FirstCapacity];
    private int[] _offset = new int[FirstCapacity];
    private readonly int _fields;
    private bool _isAscending = true;

    public BarTable(CsvContent content, CsvLayout layout, DateTimeZone zone, int fields)
    {
        (_content, _layout, _fields) = (content, layout, fields);
        _timeCell = new TimeCell(zone, layout.HasCompactDates);
        _decimalComma = content.Separator != ',';
        _extra = new double[layout.Extra.Length][];
    }

    /// <summary>Rows added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the reader's record.</summary>
    /// <exception cref="BarFileException">The record is no bar.</exception>
    public void Add(CsvReader row)
    {
        if (row.FieldCount < _fields)
        {
            if (row.RawRecord.IndexOfAnyExcept(" \t\r\n"u8) < 0) return;
            throw Wrong(row, row.FieldCount, "missing", $"there: the row has {row.FieldCount} of {_fields} fields");
        }
        for (var surplus = _fields; surplus < row.FieldCount; surplus++)
        {
            // A thousands comma shifts the cells; a comma at the end of the line does no harm.
            if (Cell(row, surplus).Length > 0) throw Wrong(row, surplus, Text(row, surplus), $"empty: the first row has {_fields} fields");
        }
        var i = Count;
        if (i == _time.Length) Grow(2 * i);
        _offset[i] = (int)row.ByteOffset;
        _time[i] = Time(row);
        if (i > 0 && _time[i] <= _time[i - 1]) _isAscending = false;

        var decimals = 0;
        _open[i] = Price(row, _layout.Open, ref decimals);
        _high[i] = Price(row, _layout.High, ref decimals);
        _low[i] = Price(row, _layout.Low, ref decimals);
        _close[i] = Price(row, _layout.Close, ref decimals);
        _decimals[i] = (byte)decimals;
        CheckPrices(row, i);

        _volume[i] = Number(row, _layout.Volume);
        if (_volume[i] < 0) throw Wrong(row, _layout.Volume, Text(row, _layout.Volume), "zero or more");
        for (var k = 0; k < _extra.Length; k++) AddExtra(row, i, k);
        Count++;
    }

    /// <summary>The rows by time, each once.</summary>
    /// <exception cref="BarFileException">Two rows contradict each other, or the steps tell no timeframe.</exception>
    public BarFile ToFile(Timeframe? timeframe)
    {
        var volume = MainVolume(out var tickVolume);
        var order = _isAscending ? null : Order(volume);
        var time = Pick(_time, order);
        var bars = BarSeries.FromArrays(time, Pick(_open, order), Pick(_high, order), Pick(_low, order), Pick(_close, order), Pick(volume, order));

        var extra = new List<ExtraColumn>(_extra.Length);
        for (var k = 0; k < _extra.Length; k++)
        {
            if (_layout.Extra[k] == tickVolume || _extra[k] is { Length: 0 }) continue;
            var values = _extra[k] ?? NaNs();
            extra.Add(new ExtraColumn(_layout.Names[_layout.Extra[k]], Pick(values, order)));
        }
        timeframe ??= TimeframeInference.From(time)
            ?? throw new BarFileException(_content.LineAt(_offset[0]), Name(_layout.Time), "the step between the rows", "a minute or more, or the timeframe given");
        return new BarFile(bars, extra, timeframe.Value, Precision(order), _layout.Format);
    }

    private long Time(CsvReader row)
    {
        var cell = Cell(row, _layout.Time);
        if (_layout.Clock < 0) return _timeCell.TryRead(cell, out var time) ? time : throw Wrong(row, _layout.Time, Text(row, _layout.Time), TimeCell.Allowed);
        var clock = Cell(row, _layout.Clock);
        return _timeCell.TryRead(cell, clock, out var both)
            ? both
            : throw Wrong(row, _layout.Time, $"{Text(row, _layout.Time)} {Text(row, _layout.Clock)}", "a date such as 2025.11.11 and a time of day such as 10:00");
    }

    private double Price(CsvReader row, int column, ref int decimals)
    {
        var cell = Cell(row, column);
        if (NumberCell.TryRead(cell, _decimalComma, out var value, out var d))
        {
            decimals = Math.Max(decimals, d);
            return value;
        }
        return NumberCell.IsEmpty(cell) ? double.NaN : throw Wrong(row, column, Text(row, column), "a number");
    }

    private double Number(CsvReader row, int column)
    {
        if (column < 0) return double.NaN;
        var cell = Cell(row, column);
        if (NumberCell.TryRead(cell, _decimalComma, out var value, out _)) return value;
        return NumberCell.IsEmpty(cell) ? double.NaN : throw Wrong(row, column, Text(row, column), "a number or empty");
    }

    private void AddExtra(CsvReader row, int i, int k)
    {
        var column = _layout.Extra[k];
        if (_extra[k] is { } values)
        {
            // A column whose first value is text, such as a ticker, is no series.
            if (values.Length > 0) values[i] = Number(row, column);
            return;
        }
        var cell = Cell(row, column);
        if (NumberCell.IsEmpty(cell)) return;
        _extra[k] = NumberCell.TryRead(cell, _decimalComma, out var value, out _) ? NaNs() : [];
        if (_extra[k]!.Length > 0) _extra[k]![i] = value;
    }

    /// <summary>Columns grow with the rows that come: the size of a file says little, for it may be lines without a row.</summary>
    private void Grow(int capacity)
    {
        Array.Resize(ref _time, capacity);
        Array.Resize(ref _open, capacity);
        Array.Resize(ref _high, capacity);
        Array.Resize(ref _low, capacity);
        Array.Resize(ref _close, capacity);
        Array.Resize(ref _volume, capacity);
        Array.Resize(ref _decimals, capacity);
        Array.Resize(ref _offset, capacity);
        for (var k = 0; k < _extra.Length; k++)
        {
            if (_extra[k] is not { Length: > 0 } values) continue;
            Array.Resize(ref _extra[k], capacity);
            Array.Fill(_extra[k]!, double.NaN, values.Length, capacity - values.Length);
        }
    }

    private double[] NaNs()
    {
        var values = new double[_time.Length];
        Array.Fill(values, double.NaN);
        return values;
    }

    private void CheckPrices(CsvReader row, int i)
    {
        double open = _open[i], high = _high[i], low = _low[i], close = _close[i];
        var tolerance = Rounding * Math.Max(Math.Abs(high), Math.Abs(low));
        if (open <= high + tolerance && open >= low - tolerance && close <= high + tolerance && close >= low - tolerance && high >= low) return;

        if (double.IsNaN(open) && double.IsNaN(high) && double.IsNaN(low) && double.IsNaN(close)) return;
        int[] columns = [_layout.Open, _layout.High, _layout.Low, _layout.Close];
        double[] prices = [open, high, low, close];
        for (var k = 0; k < columns.Length; k++)
        {
            if (double.IsNaN(prices[k])) throw Wrong(row, columns[k], Text(row, columns[k]), "a number where the row has other prices");
        }
        if (high < low) throw Wrong(row, _layout.High, Text(row, _layout.High), $"at least the low {Text(row, _layout.Low)}");
        var outside = open > high + tolerance || open < low - tolerance ? _layout.Open : _layout.Close;
        throw Wrong(row, outside, Text(row, outside), $"between the low {Text(row, _layout.Low)} and the high {Text(row, _layout.High)}");
    }

    /// <summary>The volume, or the tick volume when there is none but zeros; that column is then no extra one.</summary>
    private double[] MainVolume(out int tickVolume)
    {
        tickVolume = -1;
        if (_layout.TickVolume < 0) return _volume;
        foreach (var units in _volume.AsSpan(0, Count))
        {
            if (units > 0) return _volume;
        }
        var ticks = _extra[Array.IndexOf(_layout.Extra, _layout.TickVolume)];
        if (ticks is not { Length: > 0 }) return _volume;
        tickVolume = _layout.TickVolume;
        return ticks;
    }

    /// <summary>Rows by time without those that repeat another.</summary>
    private int[] Order(double[] volume)
    {
        var times = _time[..Count];
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(times, order);
        var kept = 1;
        for (var i = 1; i < order.Length; i++)
        {
            int a = order[kept - 1], b = order[i];
            if (_time[a] != _time[b])
            {
                order[kept++] = b;
                continue;
            }
            if (_open[a].Equals(_open[b]) && _high[a].Equals(_high[b]) && _low[a].Equals(_low[b]) && _close[a].Equals(_close[b]) && volume[a].Equals(volume[b]))
                continue;
            var (first, second) = (Line(Math.Min(a, b)), Line(Math.Max(a, b)));
            var time = Instant.FromUnixTimeMilliseconds(_time[a]).ToString();
            throw new BarFileException(second, Name(_layout.Time), time, $"another time than in line {first}, which has a different bar");
        }
        return order[..kept];
    }

    private T[] Pick<T>(T[] column, int[]? order)
    {
        if (order is null) return column.Length == Count ? column : column[..Count];
        var picked = new T[order.Length];
        for (var i = 0; i < picked.Length; i++) picked[i] = column[order[i]];
        return picked;
    }

    private int Precision(int[]? order)
    {
        var decimals = Pick(_decimals, order);
        var most = 0;
        for (var i = Math.Max(0, decimals.Length - PrecisionBars); i < decimals.Length; i++) most = Math.Max(most, decimals[i]);
        return most;
    }

    private static ReadOnlySpan<byte> Cell(CsvReader row, int column)
    {
        var cell = row.GetSpan(column);
        return cell.Length > 0 && (cell[0] is (byte)' ' or (byte)'\t' || cell[^1] is (byte)' ' or (byte)'\t') ? cell.Trim(" \t"u8) : cell;
    }

    private static string Text(CsvReader row, int column) => Encoding.UTF8.GetString(Cell(row, column));

    private string Name(int column) => column < _layout.Names.Length ? _layout.Names[column] : $"column {column + 1}";

    private int Line(int row) => _content.LineAt(_offset[row]);

    private BarFileException Wrong(CsvReader row, int column, string value, string allowed) =>
        new(_content.LineAt(row.ByteOffset), Name(column), value, allowed);
}
