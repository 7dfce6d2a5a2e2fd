using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace TradeMatrix.Charting.Encoders;

/// <summary>A raster in memory that is lent out again and again: BGRA, opaque, rows without padding.</summary>
internal sealed class PixelFrame : IDisposable
{
    private readonly uint[] _pixels;
    private GCHandle _pin;

    /// <summary>Rents a frame; its pixels are not cleared.</summary>
    public PixelFrame(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = ArrayPool<uint>.Shared.Rent(width * height);
        _pin = GCHandle.Alloc(_pixels, GCHandleType.Pinned);
    }

    /// <summary>Width in device pixels.</summary>
    public int Width { get; }

    /// <summary>Height in device pixels.</summary>
    public int Height { get; }

    /// <summary>The pixels, row by row; each is 0xAARRGGBB.</summary>
    public ReadOnlySpan<uint> Pixels => _pixels.AsSpan(0, Width * Height);

    /// <summary>One row of pixels.</summary>
    public ReadOnlySpan<uint> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>Format of the pixels.</summary>
    public SKImageInfo Info => new(Width, Height, SKColorType.Bgra8888, SKAlphaType.Opaque);

    /// <summary>Address of the first pixel.</summary>
    public IntPtr Address => _pin.AddrOfPinnedObject();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_pin.IsAllocated) return;
        _pin.Free();
        ArrayPool<uint>.Shared.Return(_pixels);
    }
}
