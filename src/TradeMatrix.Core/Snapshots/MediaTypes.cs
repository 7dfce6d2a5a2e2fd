namespace TradeMatrix.Core.Snapshots;

/// <summary>Media types of pictures.</summary>
public static class MediaTypes
{
    /// <summary>The media type of a file extension: png, jpeg, webp, svg or pdf.</summary>
    public static string Of(string format) => format switch
    {
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        _ => "image/" + format,
    };
}
