using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradeMatrix.Charting.Encoders;

/// <summary>
/// A frame as indexes into at most 256 colours. Colours are taken in the order of how often they occur; one that lies within
/// a tolerance of a colour already taken shares its entry. Flat colours thus stay exact, and the many shades on the soft edges
/// of lines and letters, of a few pixels each, move by a little that the eye cannot see. Integer arithmetic alone, so that the
/// result is the same on every processor.
/// </summary>
internal sealed class Palette : IDisposable
{
    private const int Most = 256, TableSize = 1 << 15, MostColors = TableSize / 2;

    /// <summary>Squared distances tried, smallest first: the largest lets two colours differ by 24 of 255 in one channel.</summary>
    private static readonly int[] Tolerances = [6 * 6, 12 * 12, 18 * 18, 24 * 24];

    private readonly byte[] _rows;
    private readonly int _length;

    private Palette(byte[] colors, byte[] rows, int length) => (Colors, _rows, _length) = (colors, rows, length);

    /// <summary>Red, green and blue of each entry.</summary>
    public byte[] Colors { get; }

    /// <summary>Rows as PNG has them: a filter byte (none), then an index a pixel.</summary>
    public ReadOnlySpan<byte> Rows => _rows.AsSpan(0, _length);

    /// <summary>The palette of a frame; null when 256 colours do not come close enough.</summary>
    public static Palette? TryCreate(PixelFrame frame)
    {
        var keys = ArrayPool<uint>.Shared.Rent(TableSize);
        var counts = ArrayPool<int>.Shared.Rent(TableSize);
        try
        {
            // Every pixel is opaque, so 0 marks a free slot.
            Array.Clear(keys, 0, TableSize);
            Array.Clear(counts, 0, TableSize);
            var distinct = Count(frame.Pixels, keys, counts);
            if (distinct > MostColors) return null;
            var byCount = new (int Count, uint Color, int Slot)[distinct];
            for (int slot = 0, n = 0; slot < TableSize; slot++)
            {
                if (keys[slot] != 0) byCount[n++] = (counts[slot], keys[slot], slot);
            }
            Array.Sort(byCount, static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Color.CompareTo(b.Color));
            foreach (var tolerance in distinct <= Most ? [0] : Tolerances)
            {
                // The counts have served: the slots now hold each colour's entry.
                if (TryAssign(byCount, counts, tolerance) is { } colors) return Index(frame, keys, counts, colors);
            }
            return null;
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(keys);
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(uint[] keys, uint color)
    {
        var slot = (int)((color * 2654435769u) >> 17);
        while (keys[slot] != color && keys[slot] != 0) slot = (slot + 1) & (TableSize - 1);
        return slot;
    }

    private static int Count(ReadOnlySpan<uint> pixels, uint[] keys, int[] counts)
    {
        var distinct = 0;
        for (var i = 0; i < pixels.Length;)
        {
            var color = pixels[i];
            var run = pixels[i..].IndexOfAnyExcept(color);
            if (run < 0) run = pixels.Length - i;
            var slot = Slot(keys, color);
            if (keys[slot] == 0)
            {
                if (++distinct > MostColors) return distinct;
                keys[slot] = color;
            }
            counts[slot] += run;
            i += run;
        }
        return distinct;
    }

    /// <summary>Gives each colour an entry; the entries' colours, or null when there are too many.</summary>
    private static byte[]? TryAssign((int Count, uint Color, int Slot)[] byCount, int[] entries, int tolerance)
    {
        Span<int> red = stackalloc int[Most], green = stackalloc int[Most], blue = stackalloc int[Most];
        red.Fill(10_000);
        var taken = 0;
        foreach (var (_, color, slot) in byCount)
        {
            int r = (int)(color >> 16) & 255, g = (int)(color >> 8) & 255, b = (int)color & 255;
            var (entry, distance) = Nearest(red, green, blue, taken, r, g, b);
            if (distance > tolerance)
            {
                if (taken == Most) return null;
                (red[taken], green[taken], blue[taken], entry) = (r, g, b, taken);
                taken++;
            }
            entries[slot] = entry;
        }
        var colors = new byte[taken * 3];
        for (var i = 0; i < taken; i++) (colors[i * 3], colors[(i * 3) + 1], colors[(i * 3) + 2]) = ((byte)red[i], (byte)green[i], (byte)blue[i]);
        return colors;
    }

    private static (int Entry, int Distance) Nearest(ReadOnlySpan<int> red, ReadOnlySpan<int> green, ReadOnlySpan<int> blue, int taken, int r, int g, int b)
    {
        int width = Vector<int>.Count, best = int.MaxValue;
        Vector<int> vr = new(r), vg = new(g), vb = new(b), nearest = new(int.MaxValue);
        for (var i = 0; i < taken; i += width) nearest = Vector.Min(nearest, Distance(red, green, blue, i, vr, vg, vb));
        for (var lane = 0; lane < width; lane++) best = Math.Min(best, nearest[lane]);
        if (taken == 0) return (0, best);
        for (var i = 0; i < taken; i++)
        {
            int dr = red[i] - r, dg = green[i] - g, db = blue[i] - b;
            if ((dr * dr) + (dg * dg) + (db * db) == best) return (i, best);
        }
        return (0, best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Distance(ReadOnlySpan<int> red, ReadOnlySpan<int> green, ReadOnlySpan<int> blue, int at, Vector<int> r, Vector<int> g, Vector<int> b)
    {
        Vector<int> dr = new Vector<int>(red[at..]) - r, dg = new Vector<int>(green[at..]) - g, db = new Vector<int>(blue[at..]) - b;
        return (dr * dr) + (dg * dg) + (db * db);
    }

    private static Palette Index(PixelFrame frame, uint[] keys, int[] entries, byte[] colors)
    {
        var stride = frame.Width + 1;
        var rows = ArrayPool<byte>.Shared.Rent(stride * frame.Height);
        for (var y = 0; y < frame.Height; y++)
        {
            var pixels = frame.Pixels.Slice(y * frame.Width, frame.Width);
            var row = rows.AsSpan(y * stride, stride);
            if (y > 0 && pixels.SequenceEqual(frame.Pixels.Slice((y - 1) * frame.Width, frame.Width)))
            {
                rows.AsSpan((y - 1) * stride, stride).CopyTo(row);
                continue;
            }
            row[0] = 0;
            row = row[1..];
            for (var x = 0; x < pixels.Length;)
            {
                var color = pixels[x];
                var run = pixels[x..].IndexOfAnyExcept(color);
                if (run < 0) run = pixels.Length - x;
                row.Slice(x, run).Fill((byte)entries[Slot(keys, color)]);
                x += run;
            }
        }
        return new Palette(colors, rows, stride * frame.Height);
    }
}
