using SkiaSharp;

namespace TradeMatrix.Charting.Layout;

/// <summary>The bundled typeface (Inter, SIL Open Font License, tabular figures). No font of the system is ever used.</summary>
public static class ChartFont
{
    /// <summary>Family name, for formats that carry text.</summary>
    public const string Family = "Inter";

    /// <summary>Height of capitals in em: 1490 of 2048 units.</summary>
    public const double CapHeight = 0.7275;

    private static readonly Face Regular = new("Inter-Regular.ttf"), Bold = new("Inter-Bold.ttf");

    /// <summary>The typeface.</summary>
    public static SKTypeface Typeface(bool bold) => (bold ? Bold : Regular).Typeface;

    /// <summary>Width of a text in em: the sum of its glyphs' advances.</summary>
    public static double Width(ReadOnlySpan<char> text, bool bold)
    {
        var face = bold ? Bold : Regular;
        var width = 0.0;
        foreach (var c in text) width += face.Advance(c);
        return width;
    }

    private sealed class Face
    {
        private readonly Lazy<SKTypeface> _typeface;
        private readonly Lazy<float[]> _advances;

        public Face(string file)
        {
            _typeface = new(() =>
            {
                using var stream = typeof(ChartFont).Assembly.GetManifestResourceStream(file)!;
                using var data = SKData.Create(stream);
                return SKTypeface.FromData(data);
            });
            _advances = new(Measure);
        }

        public SKTypeface Typeface => _typeface.Value;

        public float Advance(char c) => _advances.Value[c < Measured ? c : 0];

        private const int Measured = 0x2720;

        private float[] Measure()
        {
            using var font = new SKFont(Typeface, 1) { LinearMetrics = true, Hinting = SKFontHinting.None, Subpixel = true };
            var codes = new int[Measured];
            for (var i = 0; i < Measured; i++) codes[i] = i;
            return font.GetGlyphWidths(font.GetGlyphs(codes));
        }
    }
}
