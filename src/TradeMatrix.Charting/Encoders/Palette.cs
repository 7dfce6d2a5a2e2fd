using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradeMatrix.Charting.Encoders;

/// <summary>
/// A frame as indexes into at most 256 colours. The most frequent colours stay exact; the many shades on the soft edges of
/// lines and letters, of a few pixels each, share the entry of a near colour, which the eye cannot see. Integer arithmetic
/// alone, so that the result is the same on every processor.
/// </summary>
internal sealed class Palette : IDisposable
{
    private const int Most = 256, MostExact = 160, TableSize = 1 << 15, MostColors = TableSize / 2;

    /// <summary>A colour of at least this share of the pixels keeps its exact value.</summary>
    private const int ExactShare = 10_000;

    /// <summary>
    /// Sums of the channels' differences within which colours share an entry, each with the most colours for which it is
    /// worth trying; beyond the last the palette is unfit.
    /// </summary>
    private static readonly (int Distance, int MostColors)[] Attempts = [(12, 1500), (28, MostColors), (36, MostColors)];

    /// <summary>The most by which a pixel's channels differ in sum from what was painted: an attempt's distance, and 3 a channel for sharing a search.</summary>
    public const int LargestDifference = 36 + (3 * 3);

    private readonly byte[] _rows;
    private readonly int _length;

    private Palette(byte[] colors, byte[] rows, int length) => (Colors, _rows, _length) = (colors, rows, length);

    /// <summary>Red, green and blue of each entry.</summary>
    public byte[] Colors { get; }

    /// <summary>Rows as PNG has them: the filter byte of "Up", then for each pixel its index less that of the pixel above.</summary>
    public ReadOnlySpan<byte> Rows => _rows.AsSpan(0, _length);

    /// <summary>The palette of a frame; null when 256 colours do not come close enough.</summary>
    public static Palette? TryCreate(PixelFrame frame)
    {
        var table = new ColorTable();
        // Most charts have a run for every ten pixels or more.
        var runs = ArrayPool<Run>.Shared.Rent((frame.Width * frame.Height / 8) + frame.Width);
        try
        {
            if (!TryCount(frame, table, ref runs)) return null;
            var exact = frame.Width * frame.Height / ExactShare;
            foreach (var (distance, most) in Attempts)
            {
                if (table.Count <= most && Assign(table, exact, distance) is { } colors) return Index(frame, table, runs, colors);
            }
            return null;
        }
        finally
        {
            ArrayPool<Run>.Shared.Return(runs);
            table.Return();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rows);

    /// <summary>Splits each row that differs from the row above into runs of one colour; false when there are too many colours.</summary>
    private static bool TryCount(PixelFrame frame, ColorTable table, ref Run[] runs)
    {
        var count = 0;
        for (var y = 0; y < frame.Height; y++)
        {
            var row = frame.Row(y);
            if (y > 0 && row.SequenceEqual(frame.Row(y - 1))) continue;
            if (count + row.Length > runs.Length)
            {
                var more = ArrayPool<Run>.Shared.Rent(runs.Length * 2);
                runs.AsSpan(0, count).CopyTo(more);
                ArrayPool<Run>.Shared.Return(runs);
                runs = more;
            }
            for (var x = 0; x < row.Length;)
            {
                var color = row[x];
                var end = x + 1;
                while (end < row.Length && end < x + 4 && row[end] == color) end++;
                if (end == x + 4)
                {
                    var rest = row[end..].IndexOfAnyExcept(color);
                    end = rest < 0 ? row.Length : end + rest;
                }
                var slot = table.Add(color, end - x);
                if (slot < 0) return false;
                runs[count++] = new Run((ushort)(end - x), (ushort)slot);
                x = end;
            }
        }
        return true;
    }

    /// <summary>Gives each colour an entry, most frequent first; the entries' colours, or null when one is too far from all.</summary>
    private static byte[]? Assign(ColorTable table, int exactFrom, int near)
    {
        Span<short> red = stackalloc short[Most], green = stackalloc short[Most], blue = stackalloc short[Most];
        // Free entries lie far from every colour.
        red.Fill(10_000);
        var taken = 0;
        var allExact = table.Count <= Most;
        // Colours that differ by less than 4 in each channel share one search. Entry 0, the ground, marks a cube not yet searched.
        var cubes = allExact ? [] : table.ClearedCubes();
        foreach (var key in table.ByCount())
        {
            var color = (uint)key | 0xFF000000;
            short r = (byte)(color >> 16), g = (byte)(color >> 8), b = (byte)color;
            var isExact = allExact || (taken < MostExact && ColorTable.CountOf(key) >= exactFrom);
            var cube = ((r >> 2) << 12) | ((g >> 2) << 6) | (b >> 2);
            if (isExact || cubes[cube] is not (> 0 and var entry))
            {
                var (nearest, distance) = isExact ? (taken, int.MaxValue) : Nearest(red, green, blue, taken, r, g, b);
                if (distance > near)
                {
                    if (taken == Most) return null;
                    (red[taken], green[taken], blue[taken], nearest) = (r, g, b, taken);
                    taken++;
                }
                entry = (byte)nearest;
                if (!isExact) cubes[cube] = entry;
            }
            table.SetEntry(color, entry);
        }
        var colors = new byte[taken * 3];
        for (var i = 0; i < taken; i++) (colors[i * 3], colors[(i * 3) + 1], colors[(i * 3) + 2]) = ((byte)red[i], (byte)green[i], (byte)blue[i]);
        return colors;
    }

    /// <summary>The nearest entry by the sum of the channels' differences, the first of equals, with that sum.</summary>
    private static (int Entry, int Distance) Nearest(ReadOnlySpan<short> red, ReadOnlySpan<short> green, ReadOnlySpan<short> blue, int taken, short r, short g, short b)
    {
        var width = Vector<short>.Count;
        ReadOnlySpan<Vector<short>> reds = MemoryMarshal.Cast<short, Vector<short>>(red), greens = MemoryMarshal.Cast<short, Vector<short>>(green), blues = MemoryMarshal.Cast<short, Vector<short>>(blue);
        Vector<short> vr = new(r), vg = new(g), vb = new(b), best = new(short.MaxValue), at = Vector<short>.Zero;
        for (var i = 0; i * width < taken; i++)
        {
            var distance = Vector.Abs(reds[i] - vr) + Vector.Abs(greens[i] - vg) + Vector.Abs(blues[i] - vb);
            var nearer = Vector.LessThan(distance, best);
            best = Vector.ConditionalSelect(nearer, distance, best);
            at = Vector.ConditionalSelect(nearer, new Vector<short>((short)(i * width)), at);
        }
        var (entry, least) = (0, (int)short.MaxValue);
        for (var lane = 0; lane < width; lane++)
        {
            var candidate = at[lane] + lane;
            if (best[lane] < least || (best[lane] == least && candidate < entry)) (entry, least) = (candidate, best[lane]);
        }
        return (entry, least);
    }

    private static Palette Index(PixelFrame frame, ColorTable table, Run[] runs, byte[] colors)
    {
        int stride = frame.Width + 1, run = 0;
        var rows = ArrayPool<byte>.Shared.Rent(stride * frame.Height);
        Span<byte> above = new byte[frame.Width], now = new byte[frame.Width];
        for (var y = 0; y < frame.Height; y++)
        {
            var row = rows.AsSpan(y * stride, stride);
            row[0] = 2;
            if (y > 0 && frame.Row(y).SequenceEqual(frame.Row(y - 1)))
            {
                row[1..].Clear();
                continue;
            }
            for (var x = 0; x < now.Length; run++)
            {
                var (length, entry) = (runs[run].Length, table.EntryAt(runs[run].Slot));
                if (length == 1) now[x] = entry;
                else now.Slice(x, length).Fill(entry);
                x += length;
            }
            Subtract(now, above, row[1..]);
            var swap = above;
            above = now;
            now = swap;
        }
        return new Palette(colors, rows, stride * frame.Height);
    }

    private static void Subtract(ReadOnlySpan<byte> now, ReadOnlySpan<byte> above, Span<byte> result)
    {
        var i = 0;
        for (; i <= now.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(now[i..]) - new Vector<byte>(above[i..])).CopyTo(result[i..]);
        for (; i < now.Length; i++) result[i] = (byte)(now[i] - above[i]);
    }

    private readonly record struct Run(ushort Length, ushort Slot);

    /// <summary>Counts colours by open addressing. Every pixel is opaque, so 0 marks a free slot.</summary>
    private sealed class ColorTable
    {
        private readonly uint[] _colors = ArrayPool<uint>.Shared.Rent(TableSize);
        private readonly int[] _counts = ArrayPool<int>.Shared.Rent(TableSize);
        private readonly byte[] _cubes = ArrayPool<byte>.Shared.Rent(Cubes);
        private ulong[]? _byCount;

        private const int Rare = 64, Cubes = 1 << 18;

        public ColorTable()
        {
            Array.Clear(_colors, 0, TableSize);
            Array.Clear(_counts, 0, TableSize);
        }

        public int Count { get; private set; }

        /// <summary>Adds pixels of a colour; its slot, or −1 when the table is full.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Add(uint color, int pixels)
        {
            var slot = SlotOf(color);
            if (_colors[slot] == 0)
            {
                if (++Count > MostColors) return -1;
                _colors[slot] = color;
            }
            _counts[slot] += pixels;
            return slot;
        }

        /// <summary>Room for one entry a cube of 4 by 4 by 4 colours, all 0.</summary>
        public Span<byte> ClearedCubes()
        {
            var cubes = _cubes.AsSpan(0, Cubes);
            cubes.Clear();
            return cubes;
        }

        /// <summary>Pixels of the colour of a key.</summary>
        public static int CountOf(ulong key) => int.MaxValue - (int)(key >> 32);

        /// <summary>The colours, most frequent first; the low 24 bits of each key are the colour.</summary>
        public ulong[] ByCount() => _byCount ??= Sort();

        /// <summary>
        /// The frequent colours sorted by their keys; the rare ones, by far the most, counted into place. Equally rare ones stay
        /// in the order of their slots, which the pixels alone decide.
        /// </summary>
        private ulong[] Sort()
        {
            Span<int> at = stackalloc int[Rare];
            var (keys, frequent) = (new ulong[Count], 0);
            for (var slot = 0; slot < TableSize; slot++)
            {
                if (_colors[slot] == 0) continue;
                if (_counts[slot] < Rare) at[_counts[slot]]++;
                else keys[frequent++] = KeyAt(slot);
            }
            Array.Sort(keys, 0, frequent);
            for (int count = Rare - 1, next = frequent; count > 0; count--) (at[count], next) = (next, next + at[count]);
            for (var slot = 0; slot < TableSize; slot++)
            {
                if (_colors[slot] != 0 && _counts[slot] < Rare) keys[at[_counts[slot]]++] = KeyAt(slot);
            }
            return keys;
        }

        private ulong KeyAt(int slot) => ((ulong)(int.MaxValue - _counts[slot]) << 32) | (_colors[slot] & 0xFFFFFF);

        /// <summary>Sets a colour's entry; its count has served.</summary>
        public void SetEntry(uint color, byte entry) => _counts[SlotOf(color)] = entry;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte EntryAt(int slot) => (byte)_counts[slot];

        public void Return()
        {
            ArrayPool<uint>.Shared.Return(_colors);
            ArrayPool<int>.Shared.Return(_counts);
            ArrayPool<byte>.Shared.Return(_cubes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int SlotOf(uint color)
        {
            var slot = (int)((color * 2654435769u) >> 17);
            while (_colors[slot] != color && _colors[slot] != 0) slot = (slot + 1) & (TableSize - 1);
            return slot;
        }
    }
}
