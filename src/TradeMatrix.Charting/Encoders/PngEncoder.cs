using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace TradeMatrix.Charting.Encoders;

/// <summary>
/// Writes PNG. A chart has few colours: where 256 hold it closely enough it is written with a palette, which makes it
/// small and fast; else as RGB. Rows are filtered by "Up", since most resemble the row above. The compressor is fed in one
/// write, so that one build gives the same bytes each time.
/// </summary>
internal static class PngEncoder
{
    /// <summary>After the filter "Up" a chart with a palette is almost all runs: looking for other repeats costs time and saves nothing.</summary>
    private static readonly ZLibCompressionOptions Runs = new() { CompressionLevel = 1, CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding };

    private static readonly ZLibCompressionOptions Repeats = new() { CompressionLevel = 2 };

    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(PixelFrame frame, PictureMetadata metadata)
    {
        using var palette = Palette.TryCreate(frame);
        var rgb = palette is null ? ArrayPool<byte>.Shared.Rent(((frame.Width * 3) + 1) * frame.Height) : [];
        var rows = palette is null ? FilterRgb(frame, rgb) : palette.Rows;
        var texts = metadata.Entries.Select(e => InternationalText(e.Keyword, e.Text)).ToList();
        // zlib grows what it cannot compress by 5 bytes a block; the rest is chunks of known size.
        var buffer = ArrayPool<byte>.Shared.Rent(rows.Length + (rows.Length >> 8) + texts.Sum(t => t.Length + 12) + 2048);
        try
        {
            var file = new ChunkWriter(buffer);
            file.Raw(Signature);
            Span<byte> header = stackalloc byte[13];
            BinaryPrimitives.WriteInt32BigEndian(header, frame.Width);
            BinaryPrimitives.WriteInt32BigEndian(header[4..], frame.Height);
            (header[8], header[9]) = (8, palette is null ? (byte)2 : (byte)3);
            file.Chunk("IHDR"u8, header);
            foreach (var text in texts) file.Chunk("iTXt"u8, text);
            if (palette is not null) file.Chunk("PLTE"u8, palette.Colors);
            file.Compressed("IDAT"u8, rows, palette is null ? Repeats : Runs);
            file.Chunk("IEND"u8, []);
            return buffer.AsSpan(0, file.Length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (palette is null) ArrayPool<byte>.Shared.Return(rgb);
        }
    }

    private static ReadOnlySpan<byte> FilterRgb(PixelFrame frame, byte[] rows)
    {
        var stride = (frame.Width * 3) + 1;
        for (var y = 0; y < frame.Height; y++)
        {
            var target = rows.AsSpan(y * stride, stride);
            target[0] = 2;
            var now = frame.Row(y);
            var above = y == 0 ? [] : frame.Row(y - 1);
            for (var x = 0; x < now.Length; x++)
            {
                uint color = now[x], before = y == 0 ? 0 : above[x];
                target[(x * 3) + 1] = (byte)((color >> 16) - (before >> 16));
                target[(x * 3) + 2] = (byte)((color >> 8) - (before >> 8));
                target[(x * 3) + 3] = (byte)(color - before);
            }
        }
        return rows.AsSpan(0, stride * frame.Height);
    }

    private static byte[] InternationalText(string keyword, string text) => [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];

    private struct ChunkWriter(byte[] buffer)
    {
        public int Length { get; private set; }

        public void Raw(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(buffer.AsSpan(Length));
            Length += bytes.Length;
        }

        public void Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
        {
            data.CopyTo(buffer.AsSpan(Length + 8));
            Close(type, data.Length);
        }

        public void Compressed(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, ZLibCompressionOptions options)
        {
            using var target = new MemoryStream(buffer, Length + 8, buffer.Length - Length - 12);
            using (var zlib = new ZLibStream(target, options, leaveOpen: true)) zlib.Write(data);
            Close(type, (int)target.Position);
        }

        private void Close(ReadOnlySpan<byte> type, int size)
        {
            var chunk = buffer.AsSpan(Length);
            BinaryPrimitives.WriteInt32BigEndian(chunk, size);
            type.CopyTo(chunk[4..]);
            BinaryPrimitives.WriteUInt32BigEndian(chunk[(size + 8)..], Crc32.HashToUInt32(chunk.Slice(4, size + 4)));
            Length += size + 12;
        }
    }
}
