using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Painting;

namespace TradeMatrix.Charting.Encoders;

/// <summary>Writes SVG and PDF, both with real text.</summary>
internal static partial class VectorEncoder
{
    private const string Fallbacks = "Inter, 'Helvetica Neue', Arial, sans-serif";

    /// <summary>An SVG of the chart's size, with a title for screen readers.</summary>
    public static byte[] Svg(ChartLayout layout)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, layout.Spec.Width, layout.Spec.Height), stream)) ChartPainter.Paint(layout, canvas, 1);
        var svg = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        var root = svg.IndexOf("<svg", StringComparison.Ordinal) + "<svg".Length;
        var body = svg.IndexOf('>', root) + 1;
        var text = new StringBuilder(svg.Length + 512)
            .Append(svg, 0, root).Append(CultureInfo.InvariantCulture, $" viewBox=\"0 0 {layout.Spec.Width} {layout.Spec.Height}\" role=\"img\"").Append(svg, root, body - root)
            .Append("<title>").Append(SecurityElement.Escape(layout.AltTextOf())).Append("</title>").Append(svg, body, svg.Length - body);
        text.Replace($"font-family=\"{ChartFont.Family}\"", $"font-family=\"{Fallbacks}\"");
        // Skia numbers clips through the whole process; here they count in each file.
        var clips = new Dictionary<string, string>(StringComparer.Ordinal);
        var file = ClipName().Replace(NotXml().Replace(text.ToString(), ""), match =>
        {
            if (!clips.TryGetValue(match.Value, out var name)) clips[match.Value] = name = $"clip_{clips.Count}";
            return name;
        });
        return Encoding.UTF8.GetBytes(file);
    }

    /// <summary>A PDF page, one pixel to a point.</summary>
    public static byte[] Pdf(ChartLayout layout)
    {
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = layout.Spec.Title ?? Legend.SymbolOf(layout.Spec),
            Subject = layout.AltTextOf(),
            Producer = PictureMetadata.Software,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            ChartPainter.Paint(layout, document.BeginPage(layout.Spec.Width, layout.Spec.Height), 1);
            document.EndPage();
            document.Close();
        }
        return stream.ToArray();
    }

    /// <summary>Names in attributes; the quotes in texts are escaped.</summary>
    [GeneratedRegex(@"(?<=id=""|""url\(#)cl_\w+")]
    private static partial Regex ClipName();

    /// <summary>Characters that XML cannot hold, not even escaped.</summary>
    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]")]
    private static partial Regex NotXml();
}
