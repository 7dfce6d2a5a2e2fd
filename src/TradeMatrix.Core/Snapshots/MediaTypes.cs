namespace TradeMatrix.Core.Snapshots;

/// <summary>Media types of files.</summary>
public static class MediaTypes
{
    /// <summary>The media type of a file extension: png, jpeg, webp, svg, pdf, docx, html or json.</summary>
    public static string Of(string format) => format switch
    {
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        _ => "image/" + format,
    };
}
