using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Tests;

public sealed class ValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_has_a_row_a_bar_and_round_trips()
    {
        var bars = TemporaryFolder.Walk(60);
        var csv = _folder.WriteBars("x.csv", bars);
        var lines = CommandRun.Of("values", "--csv", csv, "--study", "RSI:14", "--study", "MACD", "-f", "csv").Good().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("time,RSI 14,MACD 12 26 9 Histogram,MACD 12 26 9 MACD,MACD 12 26 9 Signal", lines[0]);
        Assert.Equal(61, lines.Length);
        Assert.Equal("2023-01-02,,,,", lines[1]);
        var expected = Plot(bars, "RSI:14", "Plot");
        Assert.Equal(expected[^1], double.Parse(lines[^1].Split(',')[1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Json_has_nulls_while_warming_up_and_obeys_the_range()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(60));
        using var all = JsonDocument.Parse(CommandRun.Of("values", "--csv", csv, "--study", "RSI:14", "-f", "json").Good().Out);
        Assert.Equal(60, all.RootElement.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, all.RootElement[0].GetProperty("RSI 14").ValueKind);
        using var some = JsonDocument.Parse(CommandRun.Of("values", "--csv", csv, "--study", "RSI:14", "-f", "json", "--from", "2023-02-01", "--to", "2023-02-10").Good().Out);
        Assert.Equal(10, some.RootElement.GetArrayLength());
        Assert.Equal(all.RootElement[30].GetRawText().Length, some.RootElement[0].GetRawText().Length);
        using var last = JsonDocument.Parse(CommandRun.Of("values", "--csv", csv, "--study", "RSI:14", "-f", "json", "--last", "3").Good().Out);
        Assert.Equal(3, last.RootElement.GetArrayLength());
    }

    [Fact]
    public void A_table_shows_twenty_rows_and_breaks_no_cell()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(60));
        var run = CommandRun.Of("values", "--csv", csv, "--study", "BB", "--study", "RSI", "--study", "DMI", "--study", "IC").Good();
        Assert.Equal(20, run.Out.Split('\n').Count(l => l.Contains("2023-", StringComparison.Ordinal)));
        Assert.Contains("BB 20 2 Median", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Moved_plots_are_told_where_they_are_drawn()
    {
        var bars = TemporaryFolder.Walk(200);
        var csv = _folder.WriteBars("x.csv", bars);
        using var json = JsonDocument.Parse(CommandRun.Of("values", "--csv", csv, "--study", "IC", "-f", "json").Good().Out);
        var plot = StudyCalculator.Compute(StudySpec.FromCode("IC"), bars, Timeframe.D1, ExchangeCalendar.Continuous("Etc/UTC")).Plots.Single(p => p.Name == "LeadingSpanA");
        Assert.NotEqual(0, plot.Shift);
        Assert.Equal(plot.Values[150 - plot.Shift], json.RootElement[150].EnumerateObject().Single(p => p.Name.EndsWith("LeadingSpanA", StringComparison.Ordinal)).Value.GetDouble());
    }

    [Fact]
    public void A_file_is_written_whole()
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(60));
        Assert.Equal(_folder["v.csv"], CommandRun.Of("values", "--csv", csv, "--study", "EMA:9", "-f", "csv", "-o", _folder["v.csv"]).Good().Out.Trim());
        Assert.Equal(61, File.ReadAllLines(_folder["v.csv"]).Length);
        Assert.Equal(["v.csv", "x.csv"], _folder.Files);
    }

    [Fact]
    public void An_export_of_our_own_values_agrees()
    {
        var bars = TemporaryFolder.Walk(900);
        var run = CommandRun.Of("values", "--csv", Export(bars), "--compare", "-f", "json").Good();
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(13, json.RootElement.GetArrayLength());
        foreach (var column in json.RootElement.EnumerateArray())
        {
            var name = column.GetProperty("column").GetString();
            Assert.True(column.GetProperty("withinTolerance").GetBoolean(), name);
            Assert.Equal(0, column.GetProperty("maxAbsolute").GetDouble());
            Assert.True(column.GetProperty("bars").GetInt32() > 50, name);
            Assert.True(column.GetProperty("leftOut").GetInt32() > 0, name);
        }
    }

    [Fact]
    public void A_tampered_cell_is_named()
    {
        var bars = TemporaryFolder.Walk(900);
        var export = Export(bars, tamperedAt: 850);
        var day = DateTimeOffset.FromUnixTimeMilliseconds(bars.Time[850]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var run = CommandRun.Of("values", "--csv", export, "--compare");
        Assert.Equal(1, run.Code);
        var line = Assert.Single(run.Out.Split('\n'), l => l.Contains("beyond", StringComparison.Ordinal));
        Assert.Contains("RSI_14", line, StringComparison.Ordinal);
        Assert.Contains(day, line, StringComparison.Ordinal);
        CommandRun.Of("values", "--csv", export, "--compare", "--tolerance", "5").Good();
    }

    [Fact]
    public void Nameless_plots_go_to_what_fits_them()
    {
        var bars = TemporaryFolder.Walk(900);
        var (fast, slow) = (Plot(bars, "EMA:20", "Plot"), Plot(bars, "EMA:50", "Plot"));
        fast[880] *= 1.5; // one wrong cell must not change what the column is
        var csv = _folder.WriteBars("x.csv", bars, ("Plot", slow), ("Plot", fast));
        var run = CommandRun.Of("values", "--csv", csv, "--compare", "--study", "EMA:20", "--study", "EMA:50", "--study", "EMA:10", "-f", "csv");
        Assert.Equal(1, run.Code);
        var lines = run.Out.Split('\n');
        Assert.StartsWith("Plot,EMA 50,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Plot,EMA 20,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",true", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",false", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_export_is_judged_by_its_last_third()
    {
        var bars = TemporaryFolder.Walk(2000);
        var csv = _folder.WriteBars("x.csv", bars.Slice(1701, 299), ("EMA_50", Plot(bars, "EMA:50", "Plot")[1701..]));
        var run = CommandRun.Of("values", "--csv", csv, "--compare", "-f", "csv");
        Assert.Equal(0, run.Code);
        Assert.Contains("EMA 50", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_too_short_to_settle_is_no_success()
    {
        var bars = TemporaryFolder.Walk(40);
        CommandRun.Of("values", "--csv", _folder.WriteBars("x.csv", bars, ("EMA_50", new double[40])), "--compare").Failed(1, "nothing could be compared", "40 bars");
        CommandRun.Of("values", "--csv", _folder.WriteBars("y.csv", bars, ("Foo", new double[40])), "--compare").Failed(1, "Foo", "--study");
        CommandRun.Of("values", "--csv", _folder.WriteBars("z.csv", bars), "--compare").Failed(1, "there are none");
    }

    [Theory]
    [InlineData("--format", "xml", "--format: 'xml' must be one of table, csv, json")]
    [InlineData("--last", "0", "--last: '0' must be")]
    [InlineData("--tolerance", "1", "--tolerance: '1' must be given together with --compare")]
    [InlineData("--from", "soon", "--from: 'soon' must be a date")]
    [InlineData("--interval", "1h", "--interval: '1h' must be at least as long")]
    public void Wrong_options_are_named_with_what_is_allowed(string option, string value, string message)
    {
        var csv = _folder.WriteBars("x.csv", TemporaryFolder.Walk(50));
        CommandRun.Of("values", "--csv", csv, "--study", "RSI", option, value).Failed(2, message);
        CommandRun.Of("values", "--csv", csv).Failed(2, "--study: 'missing'");
    }

    private string Export(BarSeries bars, int tamperedAt = -1)
    {
        var rsi = Plot(bars, "RSI:14", "Plot");
        if (tamperedAt >= 0) rsi[tamperedAt] *= 1.02;
        return _folder.WriteBars("XETR_DAX, 1D.csv", bars,
            ("EMA_20", Plot(bars, "EMA:20", "Plot")), ("EMA_50", Plot(bars, "EMA:50", "Plot")), ("RSI_14", rsi), ("ATR_14", Plot(bars, "ATR:14", "Plot")),
            ("MACD_Line", Plot(bars, "MACD", "MACD")), ("MACD_Signal", Plot(bars, "MACD", "Signal")), ("MACD_Histogram", Plot(bars, "MACD", "Histogram")),
            ("BB_Upper", Plot(bars, "BB", "Upper")), ("BB_Middle", Plot(bars, "BB", "Median")), ("BB_Lower", Plot(bars, "BB", "Lower")),
            ("ADX_14", Plot(bars, "DMI", "ADX")), ("DI_Plus", Plot(bars, "DMI", "+DI")), ("DI_Minus", Plot(bars, "DMI", "-DI")));
    }

    private static double[] Plot(BarSeries bars, string code, string plot) =>
        StudyCalculator.Compute(StudySpec.FromCode(code), bars, Timeframe.D1, ExchangeCalendar.Continuous("Etc/UTC")).Plots.Single(p => p.Name == plot).Values;
}
