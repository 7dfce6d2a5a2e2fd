using SkiaSharp;

namespace TradeMatrix.Charting.Encoders;

/// <summary>Compares pictures by their pixels, exactly. The bytes of two equal pictures may differ, because compressors do.</summary>
public static class PixelComparison
{
    /// <summary>How many pixels differ. Where one picture is larger, the pixels that the other lacks differ.</summary>
    /// <param name="first">A PNG, JPEG or WebP.</param>
    /// <param name="second">Another.</param>
    /// <returns>0 when the pictures are equal.</returns>
    /// <exception cref="InvalidDataException">One of them is no picture that can be decoded.</exception>
    public static long CountDifferences(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var a = Decode(first, nameof(first));
        using var b = Decode(second, nameof(second));
        int width = Math.Min(a.Width, b.Width), height = Math.Min(a.Height, b.Height);
        var differences = ((long)a.Width * a.Height) + ((long)b.Width * b.Height) - (2L * width * height);
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> left = a.GetPixelSpan().Slice(y * a.RowBytes, width * 4), right = b.GetPixelSpan().Slice(y * b.RowBytes, width * 4);
            if (left.SequenceEqual(right)) continue;
            for (var x = 0; x < left.Length; x += 4)
            {
                if (!left.Slice(x, 4).SequenceEqual(right.Slice(x, 4))) differences++;
            }
        }
        return differences;
    }

    private static SKBitmap Decode(ReadOnlySpan<byte> file, string name)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null) throw new InvalidDataException($"the {name} picture is in no known format");
        var bitmap = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        return bitmap ?? throw new InvalidDataException($"the {name} picture is damaged");
    }
}
