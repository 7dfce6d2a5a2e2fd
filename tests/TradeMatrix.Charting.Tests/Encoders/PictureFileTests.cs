using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using SkiaSharp;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Layout;

namespace TradeMatrix.Charting.Tests.Encoders;

/// <summary>The files are what they say they are.</summary>
public sealed class PictureFileTests
{
    private static readonly BarSeries Bars = RandomCharts.Series(Timeframe.D1, 300, (24_000, 0.01), 3, 9);

    private static readonly ChartSpec Spec = new()
    {
        Symbol = "XETR:DAX", Width = 640, Height = 420, Theme = ChartTheme.Dark, Title = "Grün <&> \"Rot\" – 📈", Studies = [StudySpec.FromCode("EMA:20"), StudySpec.FromCode("RSI"), new("Volume") { ForceOverlay = true }],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_png_shows_the_frame_at_its_size(double scale)
    {
        var spec = Spec with { ScaleFactor = scale };
        var picture = Chart.Draw(spec, Bars);
        var header = Chunks(picture.Bytes)[0];
        Assert.Equal("IHDR", header.Type);
        Assert.Equal((int)Math.Round(640 * scale), BinaryPrimitives.ReadInt32BigEndian(header.Data));
        Assert.Equal((int)Math.Round(420 * scale), BinaryPrimitives.ReadInt32BigEndian(header.Data.AsSpan(4)));
        using var frame = PictureEncoder.Frame(picture.Layout);
        AssertShows(picture.Bytes, frame, Palette.LargestDifference);
    }

    [Fact]
    public void Any_chart_is_shown_closely_enough() => RandomCharts.Any.Sample(chart =>
    {
        var layout = RandomCharts.Lay(chart.Spec with { Width = Math.Min(chart.Spec.Width, 700), Height = Math.Min(chart.Spec.Height, 500) }, chart.Bars);
        using var frame = PictureEncoder.Frame(layout);
        AssertShows(PngEncoder.Encode(frame, PictureMetadata.Of(layout)), frame, Palette.LargestDifference);
    }, iter: 60, print: RandomCharts.Print);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    [InlineData(256)]
    [InlineData(257)]
    public void Up_to_256_colours_are_exact(int colors)
    {
        var random = new Random(colors);
        var palette = Enumerable.Range(0, colors).Select(i => i < 256 ? 0xFF000000 | (uint)random.Next(1 << 24) : 0xFF010203).ToArray();
        using var frame = Frame(123, 57, (x, y) => y < 3 ? palette[(x + (y * 123)) % colors] : palette[random.Next(colors)]);
        var bytes = PngEncoder.Encode(frame, Metadata());
        AssertShows(bytes, frame, colors <= 256 ? 0 : Palette.LargestDifference);
    }

    [Fact]
    public void Noise_is_written_in_true_colour()
    {
        var random = new Random(1);
        foreach (var (width, height) in new[] { (1, 1), (300, 200), (401, 203) })
        {
            using var frame = Frame(width, height, (_, _) => 0xFF000000 | (uint)random.Next(1 << 24));
            var bytes = PngEncoder.Encode(frame, Metadata());
            Assert.Equal(width == 1 ? 3 : 2, Chunks(bytes)[0].Data[9]);
            AssertShows(bytes, frame, 0);
        }
    }

    [Fact]
    public void Shades_that_no_palette_holds_are_exact()
    {
        using var frame = Frame(256, 256, (x, y) => 0xFF000000 | ((uint)x << 16) | ((uint)y << 8) | (uint)((x + y) & 255));
        var bytes = PngEncoder.Encode(frame, Metadata());
        Assert.Equal(2, Chunks(bytes)[0].Data[9]);
        AssertShows(bytes, frame, 0);
    }

    [Fact]
    public void A_png_says_what_it_shows()
    {
        var picture = Chart.Draw(Spec, Bars);
        var texts = Chunks(picture.Bytes).Where(c => c.Type == "iTXt").ToDictionary(
            c => Encoding.Latin1.GetString(c.Data, 0, Array.IndexOf(c.Data, (byte)0)), c => Encoding.UTF8.GetString(c.Data.AsSpan(Array.IndexOf(c.Data, (byte)0) + 5)));
        var layout = picture.Layout;
        Assert.Equal("XETR:DAX", texts["chart:symbol"]);
        Assert.Equal("1D", texts["chart:timeframe"]);
        Assert.Equal(ChartSpecJson.Iso(layout.Bars.Time[layout.FirstVisible]), texts["chart:firstBar"]);
        Assert.Equal(ChartSpecJson.Iso(Bars.Time[^1]), texts["chart:lastBar"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", texts["chart:engine"]);
        Assert.Equal(picture.AltText, texts["Description"]);
        Assert.Equal("XETR:DAX 1D", texts["Title"]);
        Assert.StartsWith("TradeMatrix ", texts["Software"], StringComparison.Ordinal);
        Assert.Equal(ChartSpecJson.Write(Spec), ChartSpecJson.Write(ChartSpecJson.Read(texts["chart:spec"])));
        var back = PictureMetadata.From(texts)!;
        Assert.Equal(PictureMetadata.Of(layout), back);
        Assert.Null(PictureMetadata.From(new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg, SKEncodedImageFormat.Jpeg, 40)]
    [InlineData(PictureFormat.WebP, SKEncodedImageFormat.Webp, 0)]
    public void Jpeg_and_WebP_have_the_right_size_and_look(PictureFormat format, SKEncodedImageFormat skia, int tolerance)
    {
        var picture = Chart.Draw(Spec with { ScaleFactor = 1.5 }, Bars, format);
        using var codec = SKCodec.Create(new MemoryStream(picture.Bytes));
        Assert.Equal((skia, 960, 630), (codec.EncodedFormat, codec.Info.Width, codec.Info.Height));
        using var frame = PictureEncoder.Frame(picture.Layout);
        using var decoded = SKBitmap.Decode(picture.Bytes);
        var far = 0;
        for (var i = 0; i < frame.Pixels.Length; i += 7)
        {
            if (Distance((uint)decoded.GetPixel(i % 960, i / 960), frame.Pixels[i]) > tolerance) far++;
        }
        Assert.InRange(far, 0, frame.Pixels.Length / 7 / 50 * Math.Sign(tolerance));
    }

    [Fact]
    public void An_svg_is_well_formed_and_holds_the_legend_as_text() => RandomCharts.Any.Sample(chart =>
    {
        var layout = RandomCharts.Lay(chart.Spec, chart.Bars);
        var svg = Encoding.UTF8.GetString(PictureEncoder.Encode(layout, PictureFormat.Svg));
        var root = XDocument.Parse(svg).Root!;
        var space = root.Name.Namespace;
        Assert.Equal((layout.Spec.Width.ToString(), layout.Spec.Height.ToString()), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
        Assert.Equal(layout.AltTextOf(), root.Element(space + "title")!.Value);
        var texts = root.Descendants(space + "text").Select(t => t.Value.Trim()).ToHashSet(StringComparer.Ordinal);
        foreach (var run in layout.Panes.SelectMany(p => p.Legend)) Assert.Contains(run.Content.Trim(), texts);
        foreach (var attribute in root.Descendants().Where(e => e.Name.LocalName != "text").SelectMany(e => e.Attributes()))
            Assert.False(attribute.Value.Contains("nan", StringComparison.OrdinalIgnoreCase) || attribute.Value.Contains("inf", StringComparison.OrdinalIgnoreCase), $"{attribute} in an SVG");
    }, iter: 60, print: RandomCharts.Print);

    [Fact]
    public void Odd_characters_leave_a_well_formed_svg_and_a_whole_png()
    {
        var spec = new ChartSpec { Symbol = "A\0B\u0001\ufffe", Title = "x\u0002]]> <tag/> &amp; 漢字 📈\n", Watermark = "\u0003w" };
        var root = XDocument.Parse(Encoding.UTF8.GetString(Chart.Draw(spec, Bars, PictureFormat.Svg).Bytes)).Root!;
        Assert.Contains("x]]> <tag/> &amp;", string.Join('|', root.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim())), StringComparison.Ordinal);
        using var bitmap = SKBitmap.Decode(Chart.Draw(spec, Bars).Bytes);
        Assert.Equal(800, bitmap.Width);
        Assert.NotEmpty(Chart.Draw(spec, Bars, PictureFormat.Pdf).Bytes);
        Assert.NotEmpty(Chart.Draw(spec, Bars).ToDataJson());
    }

    [Fact]
    public void A_logarithmic_scale_of_prices_below_zero_is_drawn_without_them()
    {
        var bars = RandomCharts.Series(Timeframe.D1, 100, (0.5, 3), 3, 4);
        var sunk = BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => bars[i] with { Low = -1, Close = i % 2 == 0 ? -0.5 : bars[i].Close, Open = bars[i].Open })]);
        foreach (var style in Enum.GetValues<ChartStyle>())
        {
            var svg = Encoding.UTF8.GetString(Chart.Draw(new ChartSpec { Scale = PriceScaleMode.Logarithmic, Style = style }.With("showHighLow", true), sunk, PictureFormat.Svg).Bytes);
            Assert.DoesNotContain("\"nan\"", svg, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("nan ", svg, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_pdf_is_one_page_with_text()
    {
        var bytes = Chart.Draw(Spec, Bars, PictureFormat.Pdf).Bytes;
        var raw = Encoding.Latin1.GetString(bytes);
        Assert.StartsWith("%PDF-", raw, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF", raw.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("/MediaBox [0 0 640 420]", raw, StringComparison.Ordinal);
        Assert.Contains("/Type /Font", raw, StringComparison.Ordinal);
        Assert.Contains("/ToUnicode", raw, StringComparison.Ordinal);
        var text = PdfText(bytes);
        Assert.Contains("DAX", text, StringComparison.Ordinal);
        Assert.Contains("EMA 20", text, StringComparison.Ordinal);
    }

    /// <summary>The text layer by a reader of another make; skips the rest of the test where there is none.</summary>
    private static string PdfText(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            using var process = Process.Start(new ProcessStartInfo("pdftotext", [file, "-"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs pdftotext, which is not here");
            return "";
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertShows(byte[] png, PixelFrame frame, int tolerance)
    {
        using var bitmap = SKBitmap.Decode(png, new SKImageInfo(frame.Width, frame.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        Assert.Equal((frame.Width, frame.Height), (bitmap.Width, bitmap.Height));
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var expected = frame.Pixels;
        for (var i = 0; i < expected.Length; i++)
        {
            if (pixels[i] != expected[i] && Distance(pixels[i], expected[i]) > tolerance) Assert.Fail($"pixel {i % frame.Width}, {i / frame.Width}: {pixels[i]:X8} for {expected[i]:X8}");
        }
        var end = Chunks(png)[^1];
        Assert.Equal(("IEND", 0), (end.Type, end.Data.Length));
    }

    /// <summary>Sum of the differences in red, green and blue.</summary>
    private static int Distance(uint a, uint b)
    {
        return Channel(16) + Channel(8) + Channel(0);
        int Channel(int shift) => Math.Abs((int)((a >> shift) & 255) - (int)((b >> shift) & 255));
    }

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Assert.Equal(Crc32.HashToUInt32(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }
        return chunks;
    }

    private static PictureMetadata Metadata() => new("{}", "S", "1D", "a", "b", "0", "alt");

    private static PixelFrame Frame(int width, int height, Func<int, int, uint> color)
    {
        var frame = new PixelFrame(width, height);
        var pixels = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(frame.Pixels), width * height);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = color(i % width, i / width);
        return frame;
    }
}
