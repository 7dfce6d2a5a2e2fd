using System.Buffers.Binary;
using System.IO.Hashing;
using TradeMatrix.Charting.Encoders;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>Whether bytes are a whole picture of a size, seen from the file's structure; its pixels are not decoded.</summary>
internal static class PictureCheck
{
    /// <summary>What is wrong, or null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">PNG or JPEG.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static string? Problem(ReadOnlySpan<byte> file, PictureFormat format, int width, int height)
    {
        var (size, problem) = format == PictureFormat.Jpeg ? Jpeg(file) : Png(file);
        return problem ?? (size == (width, height) ? null : $"the picture is {size.Width}x{size.Height}, not {width}x{height}");
    }

    /// <summary>Signature, checksum of every chunk, size in the first, IEND as the last (W3C PNG, third edition, 5).</summary>
    private static ((int Width, int Height) Size, string? Problem) Png(ReadOnlySpan<byte> file)
    {
        const int overhead = 12;
        if (!file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return (default, "no PNG signature");
        var rest = file[8..];
        (int, int) size = default;
        var hasPixels = false;
        for (var isFirst = true; ; isFirst = false)
        {
            if (rest.Length < overhead || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - overhead) return (default, "the PNG is cut off");
            var chunk = rest[4..(int)(8 + length)];
            if (BinaryPrimitives.ReadUInt32BigEndian(rest[(int)(8 + length)..]) != Crc32.HashToUInt32(chunk)) return (default, "the PNG is damaged");
            var type = chunk[..4];
            if (type.SequenceEqual("IHDR"u8) != isFirst || (isFirst && length != 13)) return (default, "the PNG has no header");
            if (isFirst) size = (BinaryPrimitives.ReadInt32BigEndian(chunk[4..]), BinaryPrimitives.ReadInt32BigEndian(chunk[8..]));
            hasPixels |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8)) return (size, hasPixels ? null : "the PNG has no pixels");
            rest = rest[(int)(overhead + length)..];
        }
    }

    /// <summary>SOI, the size in the frame header before the first scan, EOI as the last (ITU-T T.81, B.1 and B.2).</summary>
    private static ((int Width, int Height) Size, string? Problem) Jpeg(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return (default, "no JPEG signature");
        if (!file.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9])) return (default, "the JPEG is cut off");
        var rest = file[2..];
        while (rest.Length >= 9 && rest[0] == 0xFF && rest[1] != 0xDA)
        {
            // C0 to CF are frames, but for C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning).
            if (rest[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return ((BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..])), null);
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length > rest.Length) break;
            rest = rest[length..];
        }
        return (default, "the JPEG has no frame");
    }
}
