using System.Globalization;
using System.Text;
using System.Xml.Linq;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Layout;

namespace TradeMatrix.Charting.Tests.Encoders;

/// <summary>The same spec and bars give the same bytes, whenever, wherever and beside whatever else they are drawn.</summary>
public sealed class DeterminismTests
{
    private static readonly BarSeries Bars = RandomCharts.Series(Timeframe.H1, 400, (24_000, 0.01), 1, 3);

    private static readonly ChartSpec Spec = new()
    {
        Symbol = "XETR:DAX", Interval = Timeframe.H1, Timezone = "Europe/Berlin", Session = SessionFilter.Extended, Width = 700, Height = 500, Title = "A title", Watermark = "draft",
        Studies = [StudySpec.FromCode("BB"), StudySpec.FromCode("MACD"), new("Volume") { ForceOverlay = true }, new("Ichimoku Cloud"), new("Volume Profile Visible Range"), StudySpec.FromCode("RSI")],
        Drawings = [new DrawingSpec("Horizontal Line").With("price", 24_000).With("text", "line"), new DrawingSpec("Fib Retracement").With("startDatetime", At(350)).With("startPrice", 23_900).With("endDatetime", At(390)).With("endPrice", 24_100)],
    };

    public static TheoryData<PictureFormat> Formats => [.. Enum.GetValues<PictureFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Bytes_do_not_depend_on_time_thread_or_culture(PictureFormat format)
    {
        var expected = Chart.Draw(Spec, Bars, format).Bytes;
        Assert.Equal(expected, Chart.Draw(Spec, Bars, format).Bytes);

        var others = Enumerable.Range(0, 6).Select(i => Task.Run(() =>
        {
            // Other charts at the same time, in other formats, must not disturb.
            Chart.Draw(Spec with { Width = 400 + (i * 31), Style = (ChartStyle)i }, Bars, (PictureFormat)(i % 5));
            return Chart.Draw(Spec, Bars, format).Bytes;
        }, TestContext.Current.CancellationToken));
        foreach (var bytes in await Task.WhenAll(others)) Assert.Equal(expected, bytes);

        foreach (var culture in new[] { Culture(",", "."), Culture("٫", "٬"), Culture(".", "’") })
            Assert.Equal(expected, Under(culture, () => Chart.Draw(ChartSpecJson.Read(ChartSpecJson.Write(Spec)), Bars, format).Bytes));
    }

    [Fact]
    public void Texts_do_not_depend_on_the_culture()
    {
        var (json, data) = (ChartSpecJson.Write(Spec), Chart.Draw(Spec, Bars).ToDataJson());
        foreach (var culture in new[] { Culture(",", "."), Culture("٫", "٬") })
        {
            Assert.Equal(json, Under(culture, () => ChartSpecJson.Write(ChartSpecJson.Read(json))));
            Assert.Equal(data, Under(culture, () => Chart.Draw(Spec, Bars).ToDataJson()));
            Assert.Equal("0.02", Under(culture, () => StudySpec.FromCode("SAR:0.02").Input["in_0"].ToString()));
            Assert.Equal("rgba(1,2,3,0.502)", Under(culture, () => Rgba.Parse("rgba(1,2,3,0.5)").ToString()));
        }
    }

    [Fact]
    public void A_pdf_carries_no_time_of_its_making()
    {
        var text = Encoding.Latin1.GetString(Chart.Draw(Spec, Bars, PictureFormat.Pdf).Bytes);
        Assert.DoesNotContain("/CreationDate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/ModDate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("D:20", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChartStyle.Candle)]
    [InlineData(ChartStyle.Line)]
    [InlineData(ChartStyle.Area)]
    [InlineData(ChartStyle.Baseline)]
    [InlineData(ChartStyle.Column)]
    [InlineData(ChartStyle.HeikinAshi)]
    [InlineData(ChartStyle.HiLo)]
    [InlineData(ChartStyle.Bar)]
    [InlineData(ChartStyle.HollowCandle)]
    public void A_gap_is_an_empty_place(ChartStyle style)
    {
        // Where bars are missing nothing but ground may be seen, from head to foot.
        var bars = BarSeries.From([.. Enumerable.Range(0, 60).Select(i => i is >= 20 and < 40
            ? new Bar(i * 86_400_000L, double.NaN, double.NaN, double.NaN, double.NaN)
            : new Bar(i * 86_400_000L, 100, 103, 98, 101 + (i % 2), i % 3 == 0 ? double.NaN : 500))]);
        var spec = new ChartSpec { Style = style, Studies = [new("Volume"), new("Volume") { ForceOverlay = true }] }
            .With("showPriceLine", false).With("showHorzGrid", false).With("showVertGrid", false).With("showLegend", false).With("style.baselineStyle.baselineColor", "rgba(0,0,0,0)");
        var layout = Charting.Layout.ChartLayout.Create(spec, bars);
        using var frame = PictureEncoder.Frame(layout);
        Assert.True(layout.Panes[0].Scale.Low > 80 || style == ChartStyle.Column, "the scale reaches for zero");
        for (var x = (int)layout.Time.X(20.5); x < (int)layout.Time.X(38.5); x++)
        {
            foreach (var pane in layout.Panes)
            {
                for (var y = (int)pane.Plot.Top; y < (int)pane.Plot.Bottom; y++) Assert.True(frame.Row(y)[x] == 0xFFFFFFFF, $"{style}: {frame.Row(y)[x]:X8} at {x}, {y}");
            }
        }
    }

    [Fact]
    public void Missing_values_are_null_in_the_data_and_no_number_in_the_svg()
    {
        var bars = RandomCharts.Series(Timeframe.D1, 200, (100, 0.02), 1, 5);
        var picture = Chart.Draw(new ChartSpec { Studies = [new("Volume"), new("MACD")], Scale = PriceScaleMode.Logarithmic }, bars, PictureFormat.Svg);
        Assert.Contains("\"close\":null", picture.ToDataJson(), StringComparison.Ordinal);
        Assert.NotNull(XDocument.Parse(Encoding.UTF8.GetString(picture.Bytes)).Root);
    }

    private static string At(int bar) => ChartSpecJson.Iso(Bars.Time[bar]);

    /// <summary>A culture that writes numbers its own way; the tests run without the cultures of the system.</summary>
    private static CultureInfo Culture(string point, string comma)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = comma, NegativeSign = "~", PercentDecimalSeparator = point, NaNSymbol = "nan", PositiveSign = "p" };
        culture.DateTimeFormat = new DateTimeFormatInfo
        {
            DateSeparator = "-", TimeSeparator = ".", AbbreviatedMonthNames = [.. Enumerable.Range(1, 13).Select(m => m == 13 ? "" : "M" + m)], ShortDatePattern = "dd.MM.yy", FirstDayOfWeek = DayOfWeek.Saturday,
        };
        return culture;
    }

    private static T Under<T>(CultureInfo culture, Func<T> make)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        try
        {
            return make();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
