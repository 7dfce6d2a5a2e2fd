namespace TradeMatrix.Charting.Encoders;

/// <summary>File format of a picture.</summary>
public enum PictureFormat
{
    /// <summary>PNG, with the spec and an alt text inside.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>SVG, with text as text.</summary>
    Svg,

    /// <summary>One PDF page, with text as text.</summary>
    Pdf,
}
