using TradeMatrix.Core.Reports.Writers;

namespace TradeMatrix.Core.Reports;

/// <summary>A format that reports are written in.</summary>
/// <param name="Extension">Of its files, without a dot.</param>
/// <param name="Write">Writes a document as a file.</param>
public sealed record ReportFormat(string Extension, Func<ReportDocument, byte[]> Write)
{
    /// <summary>All formats.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new("pdf", PdfReport.Write), new("docx", DocxReport.Write), new("html", HtmlReport.Write), new("json", JsonReport.Write),
    ];

    /// <summary>The format of an extension; null when there is none.</summary>
    public static ReportFormat? Of(string extension) => All.FirstOrDefault(f => f.Extension == extension);
}
