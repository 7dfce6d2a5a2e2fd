using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Painting;

namespace TradeMatrix.Charting.Encoders;

/// <summary>Paints a layout and writes it in a file format.</summary>
internal static class PictureEncoder
{
    private const int JpegQuality = 92;

    public static byte[] Encode(ChartLayout layout, PictureFormat format) => format switch
    {
        PictureFormat.Svg => VectorEncoder.Svg(layout),
        PictureFormat.Pdf => VectorEncoder.Pdf(layout),
        _ => Raster(layout, format),
    };

    private static byte[] Raster(ChartLayout layout, PictureFormat format)
    {
        using var frame = Frame(layout);
        if (format == PictureFormat.Png) return PngEncoder.Encode(frame, PictureMetadata.Of(layout));
        using var pixels = new SKPixmap(frame.Info, frame.Address);
        using var data = format == PictureFormat.Jpeg
            ? pixels.Encode(new SKJpegEncoderOptions(JpegQuality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore))
            : pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 40));
        return data!.ToArray();
    }

    /// <summary>The painted pixels.</summary>
    internal static PixelFrame Frame(ChartLayout layout)
    {
        var scale = layout.Spec.ScaleFactor;
        var frame = new PixelFrame((int)Math.Round(layout.Spec.Width * scale), (int)Math.Round(layout.Spec.Height * scale));
        try
        {
            using var surface = SKSurface.Create(frame.Info, frame.Address, frame.Info.RowBytes);
            ChartPainter.Paint(layout, surface.Canvas, scale);
            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }
}
