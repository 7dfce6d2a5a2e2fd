using System.Text.Json;

namespace TradeMatrix.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_picture_says_what_it_shows()
    {
        var run = CommandRun.Of("inspect", Picture()).Good();
        Assert.Contains("symbol:    DAX\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("last bar:  2023-07-20T00:00:00Z\n", run.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CommandRun.Of("inspect", _folder["x.png"], "--json").Good().Out);
        Assert.Equal("DAX", json.RootElement.GetProperty("spec").GetProperty("symbol").GetString());
        Assert.False(json.RootElement.TryGetProperty("agrees", out _));
    }

    [Fact]
    public void Drawn_again_from_a_file_that_has_grown_the_pixels_agree()
    {
        var picture = Picture();
        var grown = _folder.WriteBars("grown.csv", TemporaryFolder.Walk(300));
        var run = CommandRun.Of("inspect", picture, "--redraw", "--csv", grown).Good();
        Assert.Contains("the pixels agree", run.Out, StringComparison.Ordinal);
        Assert.Contains("the pixels agree", CommandRun.Process(_folder.Path, "inspect", "x.png", "--redraw", "--csv", "grown.csv").Good().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bars_give_other_pixels()
    {
        var picture = Picture();
        var other = _folder.WriteBars("other.csv", TemporaryFolder.Walk(300, seed: 9));
        var run = CommandRun.Of("inspect", picture, "--redraw", "--csv", other, "--json");
        Assert.Equal(1, run.Code);
        using var json = JsonDocument.Parse(run.Out);
        Assert.False(json.RootElement.GetProperty("agrees").GetBoolean());
        Assert.True(json.RootElement.GetProperty("differingPixels").GetInt64() > 100);
    }

    [Fact]
    public void What_is_no_picture_of_ours_is_told()
    {
        CommandRun.Of("inspect", _folder["none.png"]).Failed(1, "none.png: no such file");
        CommandRun.Of("inspect", _folder.Write("text.png", "hello")).Failed(1, "text.png: the file is no PNG");
        var bytes = File.ReadAllBytes(Picture());
        bytes[200] ^= 1;
        File.WriteAllBytes(_folder["damaged.png"], bytes);
        CommandRun.Of("inspect", _folder["damaged.png"]).Failed(1, "checksum");
        File.WriteAllBytes(_folder["cut.png"], bytes.AsSpan(0, 100));
        CommandRun.Of("inspect", _folder["cut.png"]).Failed(1, "cut off");
        File.WriteAllBytes(_folder["bare.png"], Convert.FromHexString("89504E470D0A1A0A0000000049454E44AE426082"));
        CommandRun.Of("inspect", _folder["bare.png"]).Failed(1, "no chart:spec entry");
    }

    [Fact]
    public void Redraw_and_csv_go_together()
    {
        var picture = Picture();
        CommandRun.Of("inspect", picture, "--redraw").Failed(2, "--csv");
        CommandRun.Of("inspect", picture, "--csv", "x.csv").Failed(2, "--redraw");
        CommandRun.Of("inspect").Failed(2);
    }

    private string Picture()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(200));
        CommandRun.Of("render", "--csv", csv, "--symbol", "DAX", "--study", "EMA:20", "--study", "MACD", "-o", _folder["x.png"]).Good();
        return _folder["x.png"];
    }
}
