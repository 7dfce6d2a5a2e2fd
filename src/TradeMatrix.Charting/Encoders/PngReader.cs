using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace TradeMatrix.Charting.Encoders;

/// <summary>Reads the texts of a PNG (W3C, Portable Network Graphics, third edition: chunks in 5, iTXt in 11.3.3.4).</summary>
internal static class PngReader
{
    private const int Overhead = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The international texts by keyword; of two with one keyword, the first.</summary>
    /// <param name="png">The file.</param>
    /// <exception cref="InvalidDataException">It is no PNG, is cut off or damaged, or has a compressed text of ours.</exception>
    public static Dictionary<string, string> Texts(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(Signature)) throw new InvalidDataException("the file is no PNG: its signature is missing");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var position = Signature.Length;
        while (true)
        {
            var chunk = Chunk(png, position);
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("IEND"u8)) return texts;
            if (type.SequenceEqual("iTXt"u8))
            {
                var (keyword, text) = Text(chunk[8..^4]);
                texts.TryAdd(keyword, text);
            }
            position += chunk.Length;
        }
    }

    /// <summary>One chunk with its length, type and checksum.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> png, int position)
    {
        var rest = png[position..];
        if (rest.Length < Overhead) throw new InvalidDataException($"the PNG is cut off at byte {png.Length}: its end chunk is missing");
        var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (size > rest.Length - Overhead) throw new InvalidDataException($"the PNG is cut off: the chunk at byte {position} claims {size} bytes, but {rest.Length - Overhead} follow");
        var chunk = rest[..((int)size + Overhead)];
        var body = chunk[4..^4];
        if (Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            throw new InvalidDataException($"the PNG is damaged: the checksum of the chunk at byte {position} is wrong");
        return chunk;
    }

    private static (string Keyword, string Text) Text(ReadOnlySpan<byte> data)
    {
        var keyword = Encoding.Latin1.GetString(Field(ref data));
        if (data.Length < 2) throw Malformed(keyword);
        if (data[0] != 0) throw new InvalidDataException($"the PNG's text '{keyword}' is compressed, which this program never writes");
        data = data[2..];
        Field(ref data); // language
        Field(ref data); // translated keyword
        return (keyword, Encoding.UTF8.GetString(data));

        ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0) throw Malformed("");
            var field = rest[..end];
            rest = rest[(end + 1)..];
            return field;
        }
    }

    private static InvalidDataException Malformed(string keyword) => new($"the PNG is damaged: its text chunk '{keyword}' is incomplete");
}
