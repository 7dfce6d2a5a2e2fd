using System.Diagnostics;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Reports.Writers;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Reports;

/// <summary>One document, four formats.</summary>
public sealed class ReportWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_PDF_has_real_text_page_numbers_and_the_head_of_a_table_on_each_page()
    {
        var text = await TextOfAsync(PdfReport.Write(Sample(rows: 90)));
        var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(pages.Length, 3, 6);
        Assert.Contains("+1,234.56 EUR", text, StringComparison.Ordinal);
        Assert.Contains("<b>no markup</b> & Übung", text, StringComparison.Ordinal);
        for (var i = 0; i < pages.Length; i++) Assert.Contains($"Page {i + 1} of {pages.Length}", pages[i], StringComparison.Ordinal);
        Assert.All(pages.Where(p => p.Contains("symbol 5", StringComparison.Ordinal)), p => Assert.Contains("Head of symbols", p, StringComparison.Ordinal));
        for (var i = 0; i < 90; i++) Assert.Contains($"symbol {i} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PDF_holds_each_font_once_and_charts_as_lines()
    {
        var pdf = PdfReport.Write(Sample(rows: 90));
        var source = Encoding.Latin1.GetString(pdf);
        Assert.Equal(2, source.Split("/FontFile2").Length - 1);
        Assert.DoesNotContain("/Subtype /Image", source, StringComparison.Ordinal);
        Assert.InRange(pdf.Length, 10_000, 400_000);
    }

    [Fact]
    public async Task Words_without_blanks_and_endless_texts_stay_on_the_page()
    {
        var report = Sample(rows: 1) with
        {
            Sections = [new ReportSection(new string('H', 300), [new ReportText(new string('x', 5000)), new ReportTable([new("a"), new("b")], [[new string('y', 4000), "z"]]), new ReportFigures([new(new string('l', 200), new string('v', 200))])])],
        };
        Assert.Contains("Page 1 of", await TextOfAsync(PdfReport.Write(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_DOCX_is_valid_and_describes_its_pictures()
    {
        using var stream = new MemoryStream(DocxReport.Write(Sample(rows: 30)));
        using var file = WordprocessingDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(file, Cancel).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var body = file.MainDocumentPart!.Document!.Body!;
        Assert.Contains("+1,234.56 EUR", body.InnerText, StringComparison.Ordinal);
        var picture = Assert.Single(body.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>());
        Assert.StartsWith("SAMPLE", picture.Description!.Value, StringComparison.Ordinal);
        Assert.All(body.Descendants<Table>(), t => Assert.NotNull(t.Descendants<TableHeader>().FirstOrDefault()));
    }

    [Fact]
    public void A_DOCX_drops_what_XML_cannot_hold()
    {
        var report = Sample(rows: 1) with { Sections = [new ReportSection("S", [new ReportText("a\u0001b\uFFFEc\uD800d 😀")])] };
        using var stream = new MemoryStream(DocxReport.Write(report));
        using var file = WordprocessingDocument.Open(stream, isEditable: false);
        Assert.Contains("abcd 😀", file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void HTML_needs_nothing_else_and_takes_no_markup_from_texts()
    {
        var html = Encoding.UTF8.GetString(HtmlReport.Write(Sample(rows: 3)));
        Assert.Contains("&lt;b&gt;no markup&lt;/b&gt; &amp; ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>no markup", html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_has_the_figures_and_no_pixels()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(JsonReport.Write(Sample(rows: 3)))!;
        var blocks = json["sections"]!.AsArray().SelectMany(s => s!["blocks"]!.AsArray()).ToList();
        Assert.Equal(["text", "list", "figures", "table", "picture"], blocks.Select(b => (string)b!["type"]!));
        Assert.Equal(("+1,234.56 EUR", "profit"), ((string)blocks[2]!["figures"]![0]!["value"]!, (string)blocks[2]!["figures"]![0]!["tone"]!));
        Assert.Null(blocks[4]!["png"]);
    }

    internal static ReportDocument Sample(int rows)
    {
        var picture = Chart.Draw(new ChartSpec { Symbol = "SAMPLE", Width = 600, Height = 300, Theme = ChartTheme.Dark }, TestService.Days(60));
        return new ReportDocument
        {
            Title = "Sample Report - 2026-03-03", Subtitle = "Report date: 2026-03-03", Author = "Tests", CreatedAt = new DateTime(2026, 3, 3, 20, 0, 0, DateTimeKind.Utc),
            Sections =
            [
                new ReportSection("Texts", [new ReportText("A text with <b>no markup</b> & Übung."), new ReportList(["first", "second"]), new ReportFigures([new("Total P&L", "+1,234.56 EUR", ReportTone.Profit), new("Trades", "12")])]),
                new ReportSection("Table", [new ReportTable([new("Head of symbols"), new("Change", true)], [.. Enumerable.Range(0, rows).Select(i => (IReadOnlyList<ReportCell>)[$"symbol {i} ", new ReportCell($"{i}.00 %", ReportTone.Risk)])])]),
                new ReportSection("Picture", [new ReportPicture(picture.Bytes, 600, 300, picture.AltText, "A caption") { Vector = picture.Paint }]),
            ],
        };
    }

    internal static async Task<string> TextOfAsync(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "report.pdf");
        await File.WriteAllBytesAsync(file, pdf, Cancel);
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", file, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
