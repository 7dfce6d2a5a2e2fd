using System.IO.Compression;
using System.Text;

namespace TradeMatrix.Charting.Bars;

/// <summary>The bytes of a CSV file as UTF-8, with what can be told before its cells are read.</summary>
internal sealed class CsvContent
{
    private readonly byte[] _bytes;

    private CsvContent(byte[] bytes)
    {
        _bytes = bytes;
        Separator = FindSeparator(bytes);
    }

    /// <summary>UTF-8, perhaps with a byte-order mark.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Tab, semicolon, pipe or comma.</summary>
    public byte Separator { get; }

    /// <summary>Lines of the file, at least as many as it has records.</summary>
    public int LineCount => LineAt(_bytes.Length);

    public static CsvContent From(Stream stream, int maxSize)
    {
        var bytes = ReadAll(stream, maxSize);
        if (bytes is [0x1F, 0x8B, ..])
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            try
            {
                bytes = ReadAll(gzip, maxSize);
            }
            catch (InvalidDataException)
            {
                throw new BarFileException(1, "time", "damaged gzip data", "intact gzip data or plain text");
            }
        }
        return new CsvContent(bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes),
            [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes),
            _ => bytes,
        });
    }

    public static CsvContent From(TextReader reader, int maxSize)
    {
        var text = new StringBuilder();
        var buffer = new char[16 << 10];
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > maxSize) throw TooLarge(maxSize);
        }
        return new CsvContent(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>1-based line of a byte: counted only when an error asks for it.</summary>
    public int LineAt(long offset)
    {
        var before = _bytes.AsSpan(0, (int)offset);
        return 1 + before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
    }

    private static byte[] ReadAll(Stream stream, int maxSize)
    {
        using var content = new MemoryStream(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, maxSize) : 0);
        var buffer = new byte[64 << 10];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if (content.Length + read > maxSize) throw TooLarge(maxSize);
            content.Write(buffer, 0, read);
        }
        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    private static BarFileException TooLarge(int maxSize) =>
        new(1, "time", "file", $"at most {maxSize} bytes long, decompressed");

    /// <summary>
    /// The first of tab, semicolon, pipe and comma that stands four times or more in each of the first two lines; the comma
    /// comes last because it may be the decimal point of the others.
    /// </summary>
    private static byte FindSeparator(ReadOnlySpan<byte> bytes)
    {
        Span<int> first = stackalloc int[4], second = stackalloc int[4];
        var position = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        CountSeparators(bytes, ref position, first);
        if (!CountSeparators(bytes, ref position, second)) first.CopyTo(second);
        var best = 3;
        for (var i = 3; i >= 0; i--)
        {
            var count = Math.Min(first[i], second[i]);
            if (count >= 4 || count > Math.Min(first[best], second[best])) best = i;
        }
        return "\t;|,"u8[best];
    }

    /// <summary>Counts the candidates outside quotes in the next line that is not empty; false at the end.</summary>
    private static bool CountSeparators(ReadOnlySpan<byte> bytes, ref int position, Span<int> counts)
    {
        while (position < bytes.Length && bytes[position] is (byte)'\r' or (byte)'\n') position++;
        if (position == bytes.Length) return false;
        var quoted = false;
        for (; position < bytes.Length; position++)
        {
            var b = bytes[position];
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b is (byte)'\r' or (byte)'\n') break;
            var candidate = "\t;|,"u8.IndexOf(b);
            if (candidate >= 0) counts[candidate]++;
        }
        return true;
    }
}
