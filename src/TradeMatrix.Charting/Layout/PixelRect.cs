namespace TradeMatrix.Charting.Layout;

/// <summary>A rectangle in pixels at scale 1; x grows right, y grows down.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Bottom edge.</param>
public readonly record struct PixelRect(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Width.</summary>
    public double Width => Right - Left;

    /// <summary>Height.</summary>
    public double Height => Bottom - Top;

    /// <summary>Middle between left and right.</summary>
    public double CenterX => (Left + Right) / 2;

    /// <summary>Middle between top and bottom.</summary>
    public double CenterY => (Top + Bottom) / 2;

    /// <summary>Whether two rectangles share any area.</summary>
    public bool Overlaps(PixelRect other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>Whether another rectangle lies wholly inside, edges included.</summary>
    public bool Contains(PixelRect other) => other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;
}
