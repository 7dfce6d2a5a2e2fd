using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Options;

namespace TradeMatrix.Tests;

public sealed class RenderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_file_gives_one_picture_and_one_line()
    {
        var csv = _folder.WriteBars("dax.csv", TemporaryFolder.Walk(300));
        var run = CommandRun.Of("render", "--csv", csv, "--symbol", "DAX", "--study", "EMA:50", "-o", _folder["out.png"]).Good();
        Assert.Equal(_folder["out.png"] + "\n", run.Out);
        Assert.Equal(["dax.csv", "out.png"], _folder.Files);
        var spec = PictureMetadata.Read(File.ReadAllBytes(_folder["out.png"])).Spec;
        Assert.Contains("\"symbol\":\"DAX\",\"interval\":\"1D\",\"width\":1200,\"height\":800", spec, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Volume","forceOverlay":true}""", spec, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.jpg", "FFD8FF")]
    [InlineData("a.webp", "52494646")]
    [InlineData("a.svg", "3C")]
    [InlineData("a.pdf", "25504446")]
    public void The_ending_names_the_format(string name, string signature)
    {
        var csv = _folder.WriteBars("dax.csv", TemporaryFolder.Walk(60));
        CommandRun.Of("render", "--csv", csv, "-o", _folder[name]).Good();
        Assert.StartsWith(signature, Convert.ToHexString(File.ReadAllBytes(_folder[name])), StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_output_holds_the_picture_alone()
    {
        var csv = _folder.WriteBars("dax.csv", TemporaryFolder.Walk(60));
        var run = CommandRun.Of("render", "--csv", csv, "-o", "-").Good();
        Assert.Equal("dax", PictureMetadata.Read(run.Output).Symbol);
    }

    [Fact]
    public void A_name_of_TradingView_tells_symbol_exchange_and_interval()
    {
        var csv = _folder.WriteBars("CAPITALCOM_US30, 60.csv", TemporaryFolder.Walk(100, TimeSpan.FromMinutes(60)));
        var run = CommandRun.Process(_folder.Path, "render", "--csv", csv).Good();
        Assert.Equal("US30-1h.png", run.Out.Trim());
        Assert.Contains("\"exchange\":\"CAPITALCOM\"", PictureMetadata.Read(File.ReadAllBytes(_folder["US30-1h.png"])).Spec, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_file_size_text_and_time()
    {
        var csv = _folder.WriteBars("dax.csv", TemporaryFolder.Walk(60));
        using var json = JsonDocument.Parse(CommandRun.Of("render", "--csv", csv, "-o", _folder["a.png"], "--json", "--data", _folder["a.json"]).Good().Out);
        Assert.Equal(new FileInfo(_folder["a.png"]).Length, json.RootElement.GetProperty("bytes").GetInt64());
        Assert.StartsWith("dax, daily", json.RootElement.GetProperty("altText").GetString(), StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("milliseconds").GetDouble() > 0);
        using var data = JsonDocument.Parse(File.ReadAllText(_folder["a.json"]));
        Assert.Equal(60, data.RootElement.GetProperty("bars").GetArrayLength());
    }

    [Fact]
    public void As_of_a_date_equals_the_file_cut_after_it()
    {
        var bars = TemporaryFolder.Walk(300);
        var all = _folder.WriteBars("all.csv", bars);
        var cut = _folder.WriteBars("cut.csv", bars.Slice(0, 250));
        var day = DateTimeOffset.FromUnixTimeMilliseconds(bars.Time[249]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        CommandRun.Of("render", "--csv", all, "-s", "X", "--study", "RSI", "--as-of", day, "-o", _folder["all.png"]).Good();
        CommandRun.Of("render", "--csv", cut, "-s", "X", "--study", "RSI", "-o", _folder["cut.png"]).Good();
        Assert.Equal(0, PixelComparison.CountDifferences(File.ReadAllBytes(_folder["all.png"]), File.ReadAllBytes(_folder["cut.png"])));
    }

    [Fact]
    public void As_of_a_date_ends_in_the_zone_of_the_chart()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(200, TimeSpan.FromHours(1)));
        CommandRun.Of("render", "--csv", csv, "--timezone", "America/New_York", "--as-of", "2023-01-05", "-o", _folder["x.png"]).Good();
        // The bar of 04:00 UTC closes at midnight in New York.
        Assert.Equal("2023-01-06T04:00:00Z", PictureMetadata.Read(File.ReadAllBytes(_folder["x.png"])).LastBar);
    }

    [Fact]
    public void Longer_bars_are_put_together()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(480, TimeSpan.FromHours(1)));
        CommandRun.Of("render", "--csv", csv, "-i", "1D", "-o", _folder["x.png"], "--data", _folder["x.json"]).Good();
        using var data = JsonDocument.Parse(File.ReadAllText(_folder["x.json"]));
        Assert.Equal(20, data.RootElement.GetProperty("bars").GetArrayLength());
    }

    [Fact]
    public void Shorter_bars_are_refused()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        CommandRun.Of("render", "--csv", csv, "-i", "1h", "-o", _folder["x.png"]).Failed(2, "--interval: '1h'", "1D");
    }

    [Fact]
    public void Options_win_over_the_spec_and_studies_are_added()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        var spec = _folder.Write("spec.json", """{"symbol":"OLD","theme":"dark","width":640,"height":400,"studies":["EMA:9"],"override":{"showLegend":false}}""");
        CommandRun.Of("render", "--csv", csv, "--spec", spec, "--symbol", "NEW", "--study", "RSI", "--set", "showHighLow=true", "-o", _folder["x.png"]).Good();
        var read = PictureMetadata.Read(File.ReadAllBytes(_folder["x.png"])).Spec;
        Assert.Contains("\"symbol\":\"NEW\"", read, StringComparison.Ordinal);
        Assert.Contains("\"theme\":\"dark\"", read, StringComparison.Ordinal);
        Assert.Contains("\"width\":640", read, StringComparison.Ordinal);
        Assert.Contains("\"showHighLow\":true,\"showLegend\":false", read, StringComparison.Ordinal);
        Assert.Contains("Moving Average Exponential", read, StringComparison.Ordinal);
        Assert.Contains("Relative Strength Index", read, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Volume\"", read, StringComparison.Ordinal);
    }

    [Fact]
    public void From_and_to_show_whole_days()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(100));
        CommandRun.Of("render", "--csv", csv, "--timezone", "America/New_York", "--from", "2023-01-10", "--to", "2023-03-10", "-o", _folder["x.png"], "--data", _folder["x.json"]).Good();
        using var data = JsonDocument.Parse(File.ReadAllText(_folder["x.json"]));
        var bars = data.RootElement.GetProperty("bars");
        Assert.Equal(60, bars.GetArrayLength());
        Assert.Equal("2023-01-10T00:00:00Z", bars[0].GetProperty("time").GetString());
    }

    [Fact]
    public void Another_symbol_is_compared_with()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(100));
        var other = _folder.WriteBars("y.csv", TemporaryFolder.Walk(100, seed: 2));
        CommandRun.Of("render", "--csv", csv, "--study", "CC:DJI,close,20", "-o", _folder["x.png"]).Failed(2, "--study 'Correlation Coefficient' input.symbol", "DJI");
        CommandRun.Of("render", "--csv", csv, "--study", "CC:DJI,close,20", "--compare", "DJI=" + other, "-o", _folder["x.png"]).Good();
    }

    [Theory]
    [InlineData("--theme", "blue", "--theme: 'blue' must be one of light, dark")]
    [InlineData("--style", "candles", "--style: 'candles' must be one of bar, candle")]
    [InlineData("--size", "1200", "--size: '1200' must be")]
    [InlineData("--size", "100x100", "--size: '100x100' must be")]
    [InlineData("--scale-factor", "9", "--scale-factor: '9' must be a number from 1 to 3")]
    [InlineData("--bars", "1", "--bars: '1' must be")]
    [InlineData("--range", "7Y", "--range: '7Y' must be one of")]
    [InlineData("--as-of", "31.12.2024", "--as-of: '31.12.2024' must be a date")]
    [InlineData("--from", "2024-02-30", "--from: '2024-02-30' must be a date")]
    [InlineData("--to", "2024-02-03", "--to: '2024-02-03' must be given together with --from")]
    [InlineData("--interval", "7 days", "--interval: '7 days' must be one of 1m")]
    [InlineData("--timezone", "Berlin", "--timezone: 'Berlin' must be an IANA")]
    [InlineData("--csv-zone", "Berlin", "--csv-zone: 'Berlin' must be an IANA")]
    [InlineData("--session", "night", "--session: 'night' must be one of")]
    [InlineData("--precision", "two", "--precision: 'two' must be")]
    [InlineData("--study", "FOO:1", "--study: 'FOO:1' must be")]
    [InlineData("--study", "EMA:x", "--study 'EMA:x' argument 1")]
    [InlineData("--drawing", "{", "--drawing: '{' must be a JSON object")]
    [InlineData("--drawing", """{"name":"Horizontal Line"}""", "--drawing: drawing.input.price")]
    [InlineData("--set", "showHighLow", "--set: 'showHighLow' must be KEY=VALUE")]
    [InlineData("--set", "showHighLow=1", "--set showHighLow: 1 must be true or false")]
    [InlineData("--set", "shine=true", "--set shine: true must be a known key")]
    [InlineData("--compare", "DJI", "--compare: 'DJI' must be SYMBOL=FILE")]
    [InlineData("--output", "x.gif", "--output: 'x.gif' must be a name that ends in .png")]
    [InlineData("--zoom", "2", "Unrecognized command or argument '--zoom'")]
    public void Wrong_options_are_named_with_what_is_allowed(string option, string value, string message)
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        string[] output = option == "--output" ? [] : ["-o", _folder["x.png"]];
        var run = CommandRun.Of(["render", "--csv", csv, option, value, .. output]).Failed(2, message);
        Assert.Equal("", run.Out);
        Assert.Equal(["x.csv"], _folder.Files);
    }

    [Fact]
    public void Every_problem_of_a_spec_has_its_line()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        var spec = _folder.Write("spec.json", """{"symbol":"X","width":1,"theme":"blue","wat":1}""");
        var run = CommandRun.Of("render", "--csv", csv, "--spec", spec, "-o", _folder["x.png"]).Failed(2, "width", "theme", "wat");
        Assert.Equal(3, run.ErrorLines.Length);
    }

    [Fact]
    public void Missing_and_unreadable_files_are_named()
    {
        CommandRun.Of("render", "--csv", _folder["none.csv"]).Failed(1, "none.csv: no such file");
        CommandRun.Of("render", "--csv", _folder["*.csv"]).Failed(1, "*.csv: no file matches");
        var bad = _folder.Write("bad.csv", "time,open,high,low,close\n2024-01-02,1,2,x,1\n");
        CommandRun.Of("render", "--csv", bad).Failed(1, "bad.csv: line 2, column low: 'x' must be");
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        CommandRun.Of("render", "--csv", csv, "--spec", _folder["none.json"]).Failed(1, "none.json: no such file");
        CommandRun.Of("render", "--csv", csv, "-o", _folder["no/x.png"]).Failed(1, "no/x.png: no such folder");
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind_and_the_old_picture_alone()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        Directory.CreateDirectory(_folder["taken.png/inside"]);
        File.WriteAllText(_folder["old.json"], "old");
        Directory.CreateDirectory(_folder["data.json/inside"]);
        CommandRun.Of("render", "--csv", csv, "--data", _folder["data.json"], "-o", _folder["a.png"]).Failed(1, "data.json: a folder");
        Assert.Equal(["a.png", "old.json", "x.csv"], _folder.Files);
        // The neighbour can be written, but not take this name.
        CommandRun.Of("render", "--csv", csv, "-o", _folder[new string('x', 300) + ".png"]).Failed(1, "too long");
        Assert.Equal(["a.png", "old.json", "x.csv"], _folder.Files);
    }

    [Fact]
    public void Several_files_go_on_past_a_bad_one()
    {
        _folder.WriteBars("a.csv", TemporaryFolder.Walk(50));
        _folder.Write("b.csv", "nonsense\n");
        _folder.WriteBars("c.csv", TemporaryFolder.Walk(50));
        var run = CommandRun.Of("render", "--csv", _folder.Path, "-o", _folder["out"]).Failed(1, "b.csv: line 1");
        Assert.Equal([_folder["out/a-1D.png"], _folder["out/c-1D.png"]], run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["a.csv", "b.csv", "c.csv", "out/a-1D.png", "out/c-1D.png"], _folder.Files);
    }

    [Fact]
    public void Several_files_need_a_folder_and_never_share_a_picture()
    {
        var (a, b) = (_folder.WriteBars("a.csv", TemporaryFolder.Walk(50)), _folder.WriteBars("b.csv", TemporaryFolder.Walk(50)));
        CommandRun.Of("render", "--csv", a, b, "-o", _folder["x.png"]).Failed(2, "--output", "a folder when several files are drawn");
        CommandRun.Of("render", "--csv", a, "--csv", b, "--symbol", "X", "-o", _folder["out"]).Failed(2, "--symbol: 'X'");
        Directory.CreateDirectory(_folder["sub"]);
        var twin = _folder.WriteBars("sub/a.csv", TemporaryFolder.Walk(50));
        CommandRun.Of("render", "--csv", a, twin, "-o", _folder["out"]).Failed(1, "would replace");
    }

    [Fact]
    public void Help_lists_every_style_and_scale()
    {
        var help = CommandRun.Of("render", "--help").Good().Out;
        Assert.Contains(OptionReader.Words<ChartStyle>(), help, StringComparison.Ordinal);
        Assert.Contains(OptionReader.Words<PriceScaleMode>(), help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_ends_with_examples()
    {
        foreach (var verb in new[] { "render", "values", "inspect" })
        {
            var help = CommandRun.Of(verb, "--help").Good().Out;
            Assert.Contains("Examples:\n  tradematrix " + verb, help, StringComparison.Ordinal);
        }
        Assert.Contains("values", CommandRun.Of("--help").Good().Out, StringComparison.Ordinal);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+", CommandRun.Of("--version").Good().Out);
    }

    [Fact]
    public void A_process_of_its_own_says_the_same()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        Assert.Equal("x-1D.png", CommandRun.Process(_folder.Path, "render", "--csv", csv).Good().Out.Trim());
        CommandRun.Process(_folder.Path, "render", "--csv", "none.csv").Failed(1, "none.csv: no such file");
        Assert.Single(CommandRun.Process(_folder.Path).Failed(2, "--help").ErrorLines);
        Assert.Single(CommandRun.Process(_folder.Path, "draw").Failed(2, "'draw'").ErrorLines);
    }
}
