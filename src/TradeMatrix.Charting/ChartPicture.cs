using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;

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

    /// <summary>
    /// What it shows, as JSON: bars, study values, levels, axis ranges and pixel positions, so that nobody need read pixels.
    /// </summary>
    public string ToDataJson() => ChartDataJson.Write(Layout);
}
