using SkiaSharp;

namespace TradeMatrix.Core.Reports.Writers;

/// <summary>Reports as PDF: A4, white on black, with real text and vector charts.</summary>
public static class PdfReport
{
    private static readonly SKColor Ground = new(0x0C, 0x0C, 0x0C);

    /// <summary>Writes a report.</summary>
    public static byte[] Write(ReportDocument report)
    {
        using var pages = new PdfPages();
        Fill(pages, report);
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = report.Title, Author = report.Author, Subject = report.Subtitle ?? "", Creator = "TradeMatrix", Producer = "TradeMatrix", Creation = report.CreatedAt, Modified = report.CreatedAt,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi, EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            for (var i = 0; i < pages.Count; i++)
            {
                var canvas = document.BeginPage(PdfPages.Width, PdfPages.Height);
                canvas.Clear(Ground);
                pages.Paint(i, canvas, report.Footer);
                document.EndPage();
            }
            document.Close();
        }
        return stream.ToArray();
    }

    private static void Fill(PdfPages pages, ReportDocument report)
    {
        pages.Text(report.Title, 24, bold: true);
        if (report.Subtitle is { } subtitle) pages.Text(subtitle, 11, tone: ReportTone.Muted);
        foreach (var section in report.Sections)
        {
            pages.Heading(section.Title);
            foreach (var block in section.Blocks)
            {
                switch (block)
                {
                    case ReportText text:
                        pages.Text(text.Text, 10, tone: text.Tone);
                        break;
                    case ReportList list:
                        foreach (var item in list.Items) pages.Point(item);
                        break;
                    case ReportFigures figures:
                        pages.Figures(figures.Figures);
                        break;
                    case ReportTable table:
                        pages.Table(table);
                        break;
                    case ReportPicture picture:
                        pages.Picture(picture);
                        break;
                }
            }
        }
    }
}
