using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Core.Charts.Upstream;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

public sealed class PictureCheckTests
{
    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    public void A_file_cut_off_anywhere_is_no_picture(PictureFormat format)
    {
        var file = Picture(format);
        Assert.Null(PictureCheck.Problem(file, format, 400, 300));
        for (var length = 0; length < file.Length; length++) Assert.NotNull(PictureCheck.Problem(file.AsSpan(0, length), format, 400, 300));
    }

    [Fact]
    public void A_changed_byte_is_seen_wherever_it_is()
    {
        var file = Picture(PictureFormat.Png);
        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            Assert.NotNull(PictureCheck.Problem(file, PictureFormat.Png, 400, 300));
            file[i] ^= 1;
        }
    }

    [Theory]
    [InlineData(PictureFormat.Png, PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Jpeg, PictureFormat.Png)]
    public void Another_format_is_another_picture(PictureFormat sent, PictureFormat asked) => Assert.NotNull(PictureCheck.Problem(Picture(sent), asked, 400, 300));

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    public void The_size_is_read_from_the_file(PictureFormat format)
    {
        Assert.Equal("the picture is 400x300, not 300x400", PictureCheck.Problem(Picture(format), format, 300, 400));
    }

    private static byte[] Picture(PictureFormat format)
    {
        var bars = Enumerable.Range(0, 20).Select(i => new Bar(i * 86_400_000L, 10 + i, 12 + i, 9 + i, 11 + i, 100)).ToList();
        return Chart.Draw(new() { Symbol = "X", Width = 400, Height = 300 }, BarSeries.From(bars), format).Bytes;
    }
}
