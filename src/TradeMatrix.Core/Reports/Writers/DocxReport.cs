using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using PIC = DocumentFormat.OpenXml.Drawing.Pictures;

namespace TradeMatrix.Core.Reports.Writers;

/// <summary>Reports as DOCX, black on white, to be edited and printed: A4, with heads, tables and pictures of Word's own.</summary>
public static class DocxReport
{
    /// <summary>Twentieths of a point: A4, and its margins.</summary>
    private const int PageWidth = 11906, PageHeight = 16838, Margin = 1134;

    /// <summary>Width of the text, English Metric Units: 635 a twentieth of a point.</summary>
    private const long InnerWidth = (PageWidth - (2 * Margin)) * 635L, HighestPicture = 5_400_000;

    private const string Ink = "000000", Grey = "595959", Rule = "BFBFBF", Shade = "F2F2F2";

    /// <summary>Writes a report.</summary>
    public static byte[] Write(ReportDocument report)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var properties = file.PackageProperties;
            (properties.Title, properties.Creator, properties.Created, properties.Modified) = (report.Title, report.Author, report.CreatedAt, report.CreatedAt);
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = StylesOf();
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = FooterOf(report);
            var body = new Body();
            body.Append(Paragraph(report.Title, "Title"));
            if (report.Subtitle is { } subtitle) body.Append(Paragraph(subtitle, "Subtitle"));
            uint pictures = 0;
            foreach (var section in report.Sections)
            {
                body.Append(Paragraph(section.Title, "Heading1"));
                foreach (var block in section.Blocks) Append(body, main, block, ref pictures);
            }
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 }));
            main.Document = new Document(body);
        }
        return stream.ToArray();
    }

    private static void Append(Body body, MainDocumentPart main, ReportBlock block, ref uint pictures)
    {
        switch (block)
        {
            case ReportText text:
                body.Append(new Paragraph(RunOf(text.Text, text.Tone)));
                break;
            case ReportList list:
                foreach (var item in list.Items) body.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Point" }), RunOf("•\t" + item)));
                break;
            case ReportFigures figures:
                body.Append(TableOf(
                    [new("Figure"), new("Value", IsNumber: true)], [.. figures.Figures.Select(f => (IReadOnlyList<ReportCell>)[new ReportCell(f.Label), new ReportCell(f.Value, f.Tone)])], bold: 1));
                body.Append(Space());
                break;
            case ReportTable table:
                body.Append(TableOf(table.Columns, table.Rows));
                body.Append(Space());
                break;
            case ReportPicture picture:
                var part = main.AddImagePart(ImagePartType.Png);
                using (var png = new MemoryStream(picture.Png.ToArray(), writable: false)) part.FeedData(png);
                body.Append(new Paragraph(new ParagraphProperties(new KeepNext { Val = picture.Caption is not null }), new Run(DrawingOf(picture, main.GetIdOfPart(part), ++pictures))));
                if (picture.Caption is { } caption) body.Append(Paragraph(caption, "Caption"));
                break;
        }
    }

    private static Paragraph Paragraph(string text, string style) => new(new ParagraphProperties(new ParagraphStyleId { Val = style }), RunOf(text));

    /// <summary>Between a table and what follows, which Word would join.</summary>
    private static Paragraph Space() => new(new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "60" }));

    private static Run RunOf(string text, ReportTone tone = ReportTone.Plain, bool bold = false)
    {
        var look = new RunProperties();
        if (bold) look.Append(new Bold());
        if (tone != ReportTone.Plain) look.Append(new Color { Val = ColorOf(tone) });
        var run = new Run();
        if (look.HasChildren) run.Append(look);
        var lines = Clean(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) run.Append(new Break());
            var parts = lines[i].Split('\t');
            for (var t = 0; t < parts.Length; t++)
            {
                if (t > 0) run.Append(new TabChar());
                run.Append(new Text(parts[t]) { Space = SpaceProcessingModeValues.Preserve });
            }
        }
        return run;
    }

    /// <summary>Without what XML cannot hold.</summary>
    private static string Clean(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var whole = new System.Text.StringBuilder(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            if (char.IsHighSurrogate(lines[i]) && i + 1 < lines.Length && char.IsLowSurrogate(lines[i + 1])) whole.Append(lines[i]).Append(lines[++i]);
            else if (lines[i] is '\n' or '\t' || (lines[i] >= ' ' && !char.IsSurrogate(lines[i]) && lines[i] < '\uFFFE')) whole.Append(lines[i]);
        }
        return whole.ToString();
    }

    /// <summary>The colours of the brand, dark enough for white paper.</summary>
    private static string ColorOf(ReportTone tone) => tone switch
    {
        ReportTone.Muted => Grey,
        ReportTone.Signal => "0059C2",
        ReportTone.Profit => "00714A",
        ReportTone.Risk => "C0241B",
        _ => Ink,
    };

    private static Table TableOf(IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<ReportCell>> rows, int? bold = null)
    {
        var line = new BorderType[] { new TopBorder(), new BottomBorder(), new InsideHorizontalBorder() };
        foreach (var border in line) (border.Val, border.Size, border.Color) = (BorderValues.Single, 4, Rule);
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(line.AsEnumerable<OpenXmlElement>()),
                new TableLook { Val = "0020", FirstRow = true, LastRow = false, FirstColumn = false, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true }),
            new TableGrid(columns.Select(_ => new GridColumn { Width = $"{(PageWidth - (2 * Margin)) / columns.Count}" })));
        table.Append(RowOf([.. columns.Select(c => new ReportCell(c.Title, ReportTone.Muted))], isHead: true));
        foreach (var row in rows) table.Append(RowOf(row, isHead: false));
        return table;

        TableRow RowOf(IReadOnlyList<ReportCell> cells, bool isHead)
        {
            var row = new TableRow(new TableRowProperties(isHead ? [new CantSplit(), new TableHeader()] : new OpenXmlElement[] { new CantSplit() }));
            for (var i = 0; i < cells.Count; i++)
            {
                var layout = new ParagraphProperties(new SpacingBetweenLines { Before = "40", After = "40" });
                if (columns[i].IsNumber) layout.Append(new Justification { Val = JustificationValues.Right });
                var look = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Auto, Width = "0" });
                if (isHead) look.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = Shade });
                row.Append(new TableCell(look, new Paragraph(layout, RunOf(cells[i].Text, cells[i].Tone, isHead || i == bold))));
            }
            return row;
        }
    }

    private static Drawing DrawingOf(ReportPicture picture, string part, uint id)
    {
        var (width, height) = (InnerWidth, InnerWidth * picture.Height / picture.Width);
        if (height > HighestPicture) (width, height) = (HighestPicture * picture.Width / picture.Height, HighestPicture);
        var (name, alt) = ($"Picture {id}", Clean(picture.AltText));
        return new Drawing(new DW.Inline(
            new DW.Extent { Cx = width, Cy = height },
            new DW.EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DW.DocProperties { Id = id, Name = name, Description = alt },
            new DW.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoChangeAspect = true }),
            new A.Graphic(new A.GraphicData(
                new PIC.Picture(
                    new PIC.NonVisualPictureProperties(new PIC.NonVisualDrawingProperties { Id = id, Name = name, Description = alt }, new PIC.NonVisualPictureDrawingProperties()),
                    new PIC.BlipFill(new A.Blip { Embed = part }, new A.Stretch(new A.FillRectangle())),
                    new PIC.ShapeProperties(
                        new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }),
                        new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
    }

    private static Footer FooterOf(ReportDocument report) => new(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }, new Tabs(new TabStop { Val = TabStopValues.Right, Position = PageWidth - (2 * Margin) })),
        RunOf(report.Footer + "\tPage "), Field("PAGE"), RunOf(" of "), Field("NUMPAGES")));

    private static SimpleField Field(string name) => new(RunOf("1")) { Instruction = name };

    private static Styles StylesOf() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = "Inter", HighAnsi = "Inter", ComplexScript = "Arial" }, new FontSize { Val = "20" }, new Languages { Val = "en-US" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120", Line = "276", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        StyleOf("Title", 44, Ink, bold: true, new Justification { Val = JustificationValues.Center }),
        StyleOf("Subtitle", 22, Grey, bold: false, new Justification { Val = JustificationValues.Center }),
        StyleOf("heading 1", 28, Ink, bold: true, new KeepNext(), new SpacingBetweenLines { Before = "320", After = "120" }, new OutlineLevel { Val = 0 }),
        StyleOf("caption", 18, Grey, bold: false),
        StyleOf("footer", 16, Grey, bold: false),
        StyleOf("Point", 20, Ink, bold: false, new Tabs(new TabStop { Val = TabStopValues.Left, Position = 284 }), new Indentation { Left = "284", Hanging = "284" }));

    private static Style StyleOf(string name, int halfPoints, string color, bool bold, params OpenXmlElement[] layout)
    {
        var look = new StyleRunProperties();
        if (bold) look.Append(new Bold());
        look.Append(new Color { Val = color }, new FontSize { Val = $"{halfPoints}" });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new StyleParagraphProperties(layout), look)
        {
            Type = StyleValues.Paragraph, StyleId = name switch { "heading 1" => "Heading1", "caption" => "Caption", "footer" => "Footer", _ => name },
        };
    }
}
