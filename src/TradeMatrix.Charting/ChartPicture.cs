using SkiaSharp;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Painting;

namespace TradeMatrix.Charting;

/// <summary>A drawn chart.</summary>
public sealed class ChartPicture
{
    internal ChartPicture(byte[] bytes, PictureFormat format, ChartLayout layout) => (Bytes, Format, Layout) = (bytes, format, layout);

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its format.</summary>
    public PictureFormat Format { get; }

    /// <summary>Where everything lies on it.</summary>
    public ChartLayout Layout { get; }

    /// <summary>What it shows, in one English sentence.</summary>
    public string AltText => Layout.AltTextOf();

    /// <summary>Draws it once more onto a canvas, such as a page of a document, where its lines and texts stay lines and texts.</summary>
    /// <param name="canvas">The canvas, on which a pixel of the chart is one unit.</param>
    public void Paint(SKCanvas canvas) => ChartPainter.Paint(Layout, canvas, 1);

    /// <summary>
    /// What it shows, as JSON: bars, study values, levels, axis ranges and pixel positions, so that nobody need read pixels.
    /// </summary>
    public string ToDataJson() => ChartDataJson.Write(Layout);
}
