using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Recorded files, as they came from their vendors.</summary>
public sealed class BarCsvFilesTests
{
    public static TheoryData<string, int, string, int, string, string> Files => new()
    {
        { "dax_historical.csv", 16_633, "1D", 2, "1959-09-28 371.93 371.93 371.93 371.93 0", "2025-10-31 24118.7 24118.7 23923.97 23954.45 53726365" },
        { "dji_historical.csv", 33_504, "1D", 2, "1896-05-27 29.39 29.39 29.39 29.39 0", "2025-10-31 47585.5 47714.56 47348.83 47562.87 233782686" },
        { "ndq_historical.csv", 11_554, "1D", 2, "1980-01-03 146 146 146 146 0", "2025-10-30 23793.08 23846.13 23578.47 23581.14 6391813843" },
        { "eurusd_historical.csv", 14_037, "1D", 6, "1971-01-04 0.5353 0.5353 0.5353 0.5353 NaN", "2025-10-31 1.15683 1.15777 1.15217 1.1528 NaN" },
        { "eurgbp_historical.csv", 11_740, "1D", 6, "1980-01-04 0.5091 0.5091 0.5091 0.5091 NaN", "2025-10-30 0.879495 0.881329 0.878934 0.879466 NaN" },
        { "eurusd_1h.csv", 5_000, "1h", 5, "2017-04-19 09:00 1.0716 1.0722 1.07083 1.07219 1413", "2018-02-07 15:00 1.23427 1.23444 1.22904 1.22904 6143" },
        { "spy_1m.csv", 1_564, "1m", 4, "2020-12-15 09:30 367.4 367.62 367.36 367.46 407870", "2020-12-18 16:00 369.13 369.44 369.04 369.15 8422909" },
        { "studies/quotes.csv", 502, "1D", 2, "2017-01-03 212.61 213.35 211.52 212.8 96708880", "2018-12-31 244.92 245.54 242.87 245.28 147031456" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_of_vendors_are_read_whole(string name, int rows, string timeframe, int precision, string first, string last)
    {
        var file = At.ReadFile(name);

        Assert.Equal(rows, file.Bars.Count);
        Assert.Equal(timeframe, file.Timeframe.ToString());
        Assert.Equal(precision, file.Precision);
        Assert.Empty(file.Extra);
        Assert.Equal(first, Words(file.Bars[0]));
        Assert.Equal(last, Words(file.Bars[rows - 1]));
    }

    [Fact]
    public void Times_without_an_offset_are_those_of_the_given_zone()
    {
        var bars = At.ReadFile("spy_1m.csv", new BarCsvOptions { Zone = "America/New_York" }).Bars;
        Assert.Equal(At.Time("2020-12-15 14:30"), bars.Time[0]);
        Assert.True(ExchangeCalendar.For("NYSE")!.IsRegular(bars.Time[0]));
    }

    [Fact]
    public void Text_and_bytes_read_alike()
    {
        var path = SharedData.PathOf("data/spy_1m.csv");
        using var reader = new StreamReader(path);
        Assert.Equal(At.All(At.ReadFile("spy_1m.csv").Bars), At.All(BarCsv.Read(reader).Bars));
    }

    private static string Words(Bar bar) =>
        $"{At.Text(bar.Time).Replace(" 00:00", "", StringComparison.Ordinal)} {bar.Open:R} {bar.High:R} {bar.Low:R} {bar.Close:R} {bar.Volume:R}";
}
