using System.Text;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TradeMatrix.Charting.Encoders;

/// <summary>
/// Writes PNG. A chart has few colours: where 256 hold it closely enough it is written with a palette, which makes it
/// small and fast; else as RGB. The compressor is fed in one write, so that one build gives the same bytes each time.
/// </summary>
internal static class PngEncoder
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(PixelFrame frame, PictureMetadata metadata)
    {
        using var palette = Palette.TryCreate(frame);
        using var stream = new MemoryStream(128 * 1024);
        stream.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], frame.Height);
        (header[8], header[9]) = (8, palette is null ? (byte)2 : (byte)3);
        Chunk(stream, "IHDR"u8, header);
        foreach (var (keyword, text) in metadata.Entries) Chunk(stream, "iTXt"u8, InternationalText(keyword, text));
        if (palette is not null) Chunk(stream, "PLTE"u8, palette.Colors);
        Chunk(stream, "IDAT"u8, palette is null ? CompressRgb(frame) : Compress(palette.Rows));
        Chunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static ReadOnlySpan<byte> CompressRgb(PixelFrame frame)
    {
        // Filter "Up": most of a chart's rows resemble the row above.
        var stride = (frame.Width * 3) + 1;
        var rows = new byte[stride * frame.Height];
        var pixels = frame.Pixels;
        for (var y = 0; y < frame.Height; y++)
        {
            var row = rows.AsSpan(y * stride, stride);
            row[0] = 2;
            for (var x = 0; x < frame.Width; x++)
            {
                uint now = pixels[(y * frame.Width) + x], above = y == 0 ? 0 : pixels[((y - 1) * frame.Width) + x];
                row[(x * 3) + 1] = (byte)((now >> 16) - (above >> 16));
                row[(x * 3) + 2] = (byte)((now >> 8) - (above >> 8));
                row[(x * 3) + 3] = (byte)(now - above);
            }
        }
        return Compress(rows);
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> rows)
    {
        var stream = new MemoryStream(rows.Length / 8);
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }

    private static byte[] InternationalText(string keyword, string text) =>
        [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];

    private static void Chunk(MemoryStream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, crc.GetCurrentHashAsUInt32());
        stream.Write(word);
    }
}
