using System.IO.Compression;
using System.Text;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Every layout that is recognised, with figures made up for the purpose.</summary>
public sealed class BarCsvFormatsTests
{
    private const string Plain = "time,open,high,low,close,volume\n2024-05-06,10,12,9,11,500\n2024-05-07,11,13.25,10.5,12,600\n";

    [Fact]
    public void TradingView_plots_are_kept_in_order_under_equal_names()
    {
        var file = At.Read("""
            time,open,high,low,close,Plot,Plot,EMA 20,Volume
            2025-11-11T10:00:00+01:00,24010.5,24018,24008.1,24015.8,24010.2,,NaN,1250
            2025-11-11T10:05:00+01:00,24015.8,24020,24011,24012.3,24011.1,23980.5,,990
            """);

        Assert.Equal(SourceFormat.TradingView, file.SourceFormat);
        Assert.Equal(Timeframe.M5, file.Timeframe);
        Assert.Equal(["2025-11-11 09:00", "2025-11-11 09:05"], At.Times(file.Bars));
        Assert.Equal([1250, 990], file.Bars.Volume.ToArray());
        Assert.Equal(["Plot", "Plot", "EMA 20"], file.Extra.Select(e => e.Name));
        Assert.Equal([24010.2, 24011.1], file.Extra[0].Values);
        Assert.Equal([double.NaN, 23980.5], file.Extra[1].Values);
        Assert.Equal([double.NaN, double.NaN], file.Extra[2].Values);
    }

    [Theory]
    [InlineData("1762851600", "1762851900")]
    [InlineData("1762851600.0", "1762851900.0")]
    [InlineData("1762851600000", "1762851900000")]
    [InlineData("1762851600000000", "1762851900000000")]
    [InlineData("2025-11-11T09:00:00Z", "2025-11-11T09:05:00Z")]
    [InlineData("2025-11-11T04:00:00-05:00", "2025-11-11T04:05:00-0500")]
    [InlineData("2025-11-11 09:00", "2025-11-11 09:05")]
    [InlineData("2025/11/11 9:00:00", "2025/11/11 9:05:00")]
    [InlineData("2025-11-11 09:00:00.000 UTC", "2025-11-11 09:05:00.000+00")]
    public void Times_are_read_in_every_usual_form(string first, string second)
    {
        var file = At.Read($"time,open,high,low,close\n{first},1,1,1,1\n{second},1,1,1,1\n");
        Assert.Equal(["2025-11-11 09:00", "2025-11-11 09:05"], At.Times(file.Bars));
    }

    [Fact]
    public void Unix_seconds_of_the_seventies_are_no_dates()
    {
        var file = At.Read("time,open,high,low,close\n19872000,1,1,1,1\n19958400,1,1,1,1\n");
        Assert.Equal(["1970-08-19 00:00", "1970-08-20 00:00"], At.Times(file.Bars));
        Assert.Equal(Timeframe.D1, file.Timeframe);
    }

    [Fact]
    public void Dates_stay_at_midnight_UTC_in_any_zone()
    {
        var file = At.Read(Plain, new BarCsvOptions { Zone = "Asia/Tokyo" });
        Assert.Equal(["2024-05-06 00:00", "2024-05-07 00:00"], At.Times(file.Bars));
        Assert.Equal(2, file.Precision);
    }

    [Fact]
    public void Wall_clock_times_follow_the_zone_over_a_change_of_the_clock()
    {
        // 02:30 is skipped on 2024-03-31; 02:30 on 2024-10-27 comes twice and means the first.
        var file = At.Read("""
            time,open,high,low,close
            2024-03-30 12:00,1,1,1,1
            2024-03-31 01:30,1,1,1,1
            2024-03-31 02:30,1,1,1,1
            2024-03-31 04:30,1,1,1,1
            2024-07-01 12:00,1,1,1,1
            2024-10-27 02:30,1,1,1,1
            2024-10-27 03:30,1,1,1,1
            2024-12-01 12:00,1,1,1,1
            """, new BarCsvOptions { Zone = "Europe/Berlin" });
        Assert.Equal(
            ["2024-03-30 11:00", "2024-03-31 00:30", "2024-03-31 01:30", "2024-03-31 02:30", "2024-07-01 10:00", "2024-10-27 00:30", "2024-10-27 02:30", "2024-12-01 11:00"],
            At.Times(file.Bars));
    }

    [Fact]
    public void Yahoo_rows_of_null_are_gaps()
    {
        var file = At.Read("""
            Date,Open,High,Low,Close,Adj Close,Volume
            2024-05-06,10.10,12.50,9.75,11.25,10.9,500
            2024-05-07,null,null,null,null,null,null
            2024-05-08,11.30,12.00,11.10,11.90,11.5,0
            """);

        Assert.Equal(SourceFormat.Yahoo, file.SourceFormat);
        Assert.Equal(3, file.Bars.Count);
        Assert.True(file.Bars.IsGap(1));
        Assert.Equal([500, double.NaN, 0], file.Bars.Volume.ToArray());
        var adjusted = Assert.Single(file.Extra);
        Assert.Equal("Adj Close", adjusted.Name);
        Assert.Equal([10.9, double.NaN, 11.5], adjusted.Values);
    }

    [Fact]
    public void Stooq_with_a_ticker_and_compact_dates()
    {
        var file = At.Read("""
            <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
            ABC.DE,60,20240506,100000,10,12,9,11,500,0
            ABC.DE,60,20240506,110000,11,13,10,12,600,0
            """);
        Assert.Equal(SourceFormat.Stooq, file.SourceFormat);
        Assert.Equal(["2024-05-06 10:00", "2024-05-06 11:00"], At.Times(file.Bars));
        Assert.Equal([500, 600], file.Bars.Volume.ToArray());
        Assert.Equal(["PER", "OPENINT"], file.Extra.Select(e => e.Name));
    }

    [Fact]
    public void MetaTrader_5_takes_ticks_where_there_is_no_volume()
    {
        var file = At.Read(
            "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n" +
            "2024.05.06\t09:00:00\t1.07650\t1.07710\t1.07600\t1.07680\t812\t0\t7\n" +
            "2024.05.06\t09:15:00\t1.07680\t1.07700\t1.07610\t1.07620\t640\t0\t8\n");

        Assert.Equal(SourceFormat.MetaTrader, file.SourceFormat);
        Assert.Equal(Timeframe.M15, file.Timeframe);
        Assert.Equal(4, file.Precision);
        Assert.Equal([812, 640], file.Bars.Volume.ToArray());
        Assert.Equal(["SPREAD"], file.Extra.Select(e => e.Name));
    }

    [Fact]
    public void MetaTrader_5_takes_the_real_volume_where_there_is_one()
    {
        var file = At.Read(
            "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n" +
            "2024.05.06\t18100.5\t18200\t18050\t18150\t812\t40000\t1\n");
        Assert.Equal(SourceFormat.MetaTrader, file.SourceFormat);
        Assert.Equal(Timeframe.D1, file.Timeframe);
        Assert.Equal([40_000], file.Bars.Volume.ToArray());
        Assert.Equal(["TICKVOL", "SPREAD"], file.Extra.Select(e => e.Name));
    }

    [Fact]
    public void MetaTrader_4_has_no_header()
    {
        var file = At.Read("2020.01.02,00:00,1.1,1.2,1.0,1.15,123\r\n2020.01.02,04:00,1.15,1.25,1.1,1.2,124\r\n");
        Assert.Equal(SourceFormat.MetaTrader, file.SourceFormat);
        Assert.Equal(Timeframe.H4, file.Timeframe);
        Assert.Equal(new Bar(At.Time("2020-01-02"), 1.1, 1.2, 1.0, 1.15, 123), file.Bars[0]);
        Assert.Empty(file.Extra);
    }

    [Theory]
    [InlineData("1714953600000", "1714957200000", "1714957199999")]
    [InlineData("1714953600000000", "1714957200000000", "1714957199999999")]
    public void Binance_klines_have_no_header(string first, string second, string close)
    {
        var file = At.Read(
            $"{first},64010.10000000,64500.00000000,63900.00000000,64400.50000000,120.50000000,{close},7700000.1,9000,60.1,3800000.2,0\n" +
            $"{second},64400.50000000,64600.00000000,64300.00000000,64550.00000000,99.25000000,{close},6400000.5,8000,50.2,3200000.3,0\n");

        Assert.Equal(SourceFormat.Binance, file.SourceFormat);
        Assert.Equal(Timeframe.H1, file.Timeframe);
        Assert.Equal(1, file.Precision);
        Assert.Equal(new Bar(At.Time("2024-05-06 00:00"), 64010.1, 64500, 63900, 64400.5, 120.5), file.Bars[0]);
        Assert.Equal(["quote volume", "trades", "taker buy volume", "taker buy quote volume"], file.Extra.Select(e => e.Name));
    }

    [Fact]
    public void Binance_klines_with_a_header()
    {
        var file = At.Read("""
            open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore
            1714953600000,64010.1,64500,63900,64400.5,120.5,1714957199999,7700000.1,9000,60.1,3800000.2,0
            """, new BarCsvOptions { Timeframe = Timeframe.H1 });
        Assert.Equal(SourceFormat.Binance, file.SourceFormat);
        Assert.Equal(At.Time("2024-05-06"), file.Bars.Time[0]);
        Assert.Equal(["quote_volume", "count", "taker_buy_volume", "taker_buy_quote_volume"], file.Extra.Select(e => e.Name));
    }

    [Theory]
    [InlineData("Date;Open;High;Low;Close;Volume\n2024-05-06;1,5;2,25;1;2;1000\n2024-05-07;2;3;1,5;2,5;2000,5\n")]
    [InlineData("2024-05-06;1,5;2,25;1;2;1000\n2024-05-07;2;3;1,5;2,5;2000,5\n")]
    [InlineData("Volume|CLOSE|low|High|oPen|Date\n1000|2|1|2.25|1.5|2024-05-06\n2000.5|2.5|1.5|3|2|2024-05-07")]
    [InlineData("\r\nVolume\tCLOSE\tlow\tHigh\toPen\tTimestamp\r\n\r\n1000\t2\t1\t2.25\t1.5\t2024-05-06\r\n2000,5\t2.5\t1.5\t3\t2\t2024-05-07\r\n\r\n")]
    [InlineData("\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"\n\"2024-05-06\",\"1.5\",\"2.25\",\"1\",\"2\",\"1e3\"\n\"2024-05-07\", 2 , 3 ,1.5,2.5,2000.5\n")]
    [InlineData("date,open,high,low,close,volume\n2024-05-06,1.5,2.25,1,2,1000,\n2024-05-07,2,3,1.5,2.5,2000.5,\n")]
    [InlineData(",open,high,low,close,a;b;c;d;e,volume\n2024-05-06,1.5,2.25,1,2,,1000\n2024-05-07,2,3,1.5,2.5,,2000.5\n")]
    [InlineData("date,open,high,low,close,volume\r2024-05-06,1.5,2.25,1,2,1000\r2024-05-07,2,3,1.5,2.5,2000.5\r")]
    [InlineData("date,ticker,open,high,low,close,volume\n20240507,ABC,2,3,1.5,2.5,2000.5\n20240506,ABC,1.5,2.25,1,2,1000\n20240507,ABC,2,3,1.5,2.5,2000.5\n")]
    public void Separators_decimal_points_and_order_do_not_matter(string csv)
    {
        Assert.Equal(
            [new Bar(At.Time("2024-05-06"), 1.5, 2.25, 1, 2, 1000), new Bar(At.Time("2024-05-07"), 2, 3, 1.5, 2.5, 2000.5)],
            At.All(At.Read(csv).Bars));
    }

    [Fact]
    public void Encodings_and_gzip_are_recognised_by_their_first_bytes()
    {
        var expected = At.All(At.Read(Plain).Bars);
        byte[][] contents =
        [
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Plain)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Plain)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Plain)],
        ];
        foreach (var content in contents)
        {
            using var plain = new MemoryStream(content);
            Assert.Equal(expected, At.All(BarCsv.Read(plain).Bars));
            using var packed = new MemoryStream(Gzip(content));
            Assert.Equal(expected, At.All(BarCsv.Read(packed).Bars));
        }
    }

    [Fact]
    public void Rows_are_sorted_and_equal_ones_dropped_with_their_extra_values()
    {
        var file = At.Read("""
            time,open,high,low,close,Plot
            2024-05-08,3,3,3,3,30
            2024-05-06,1,1,1,1,10
            2024-05-08,3,3,3,3,30
            2024-05-07,2,2,2,2,20
            """);
        Assert.Equal(["2024-05-06 00:00", "2024-05-07 00:00", "2024-05-08 00:00"], At.Times(file.Bars));
        Assert.Equal([10, 20, 30], file.Extra[0].Values);
    }

    [Fact]
    public void A_close_outside_by_rounding_is_kept() =>
        Assert.Equal(7330.35, At.Read("date,open,high,low,close\n2018-02-27,7416.17,7438.09,7330.36,7330.35\n").Bars.Close[0]);

    [Fact]
    public void Precision_looks_at_the_last_thousand_bars_and_at_most_twelve_decimals()
    {
        var rows = Enumerable.Range(0, 1001).Select(i => $"{1_700_000_000 + (i * 60)},1,1,1,{(i == 0 ? "1.000001" : "1.00")}");
        Assert.Equal(0, At.Read("time,open,high,low,close\n1700000000,1,1,1,1.000001\n" + string.Join('\n', rows.Skip(1))).Precision);
        Assert.Equal(12, At.Read("time,open,high,low,close\n2024-05-06,1,1.00000000000000001,1,1\n").Precision);
        Assert.Equal(7, At.Read("time,open,high,low,close\n2024-05-06,1.5e-6,1.5e-6,1.5e-6,1.5e-6\n").Precision);
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Plain));
        BarCsv.Read(stream);
        Assert.True(stream.CanRead);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
