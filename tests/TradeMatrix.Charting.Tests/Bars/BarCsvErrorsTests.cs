using System.Text;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Every refusal names line, column, value and what is allowed.</summary>
public sealed class BarCsvErrorsTests
{
    private const string Header = "time,open,high,low,close,volume\n2024-05-06,10,12,9,11,500\n";

    public static TheoryData<string, int, string, string> Refused => new()
    {
        { Header + "2024-05-07,10,x,9,11,500\n", 3, "high", "x" },
        { Header + "2024-05-07,10,1 000,9,11,500\n", 3, "high", "1 000" },
        { Header + "2024-05-07,10,1e999,9,11,500\n", 3, "high", "1e999" },
        { Header + "2024-05-07,10,Infinity,9,11,500\n", 3, "high", "Infinity" },
        { Header + "2024-05-07,10,12,9,,500\n", 3, "close", "" },
        { Header + "2024-05-07,10,12,9,11,-1\n", 3, "volume", "-1" },
        { Header + "2024-05-07,10,12,9,11,many\n", 3, "volume", "many" },
        { Header + "2024-05-07,10,9,12,11,500\n", 3, "high", "9" },
        { Header + "2024-05-07,10,12,9,12.01,500\n", 3, "close", "12.01" },
        { Header + "2024-05-07,8.99,12,9,11,500\n", 3, "open", "8.99" },
        { Header + "yesterday,10,12,9,11,500\n", 3, "time", "yesterday" },
        { Header + "2024-02-30,10,12,9,11,500\n", 3, "time", "2024-02-30" },
        { Header + "2024-05-07 24:00,10,12,9,11,500\n", 3, "time", "2024-05-07 24:00" },
        { Header + "2024-05-07T10:00+25:00,10,12,9,11,500\n", 3, "time", "2024-05-07T10:00+25:00" },
        { Header + ",10,12,9,11,500\n", 3, "time", "" },
        { Header + "2024-05-07,10,12,9\n", 3, "close", "missing" },
        { Header + "2024-05-07,10,12,9,11,1,000\n", 3, "column 7", "000" },
        { Header + "2024-05-07,10,12,9,11,500\n2024-05-06,10,12,9,11,501\n", 4, "time", "2024-05-06T00:00:00Z" },
        { "\n\n" + Header + "\n2024-05-07,10,12,9,eleven,500\n", 6, "close", "eleven" },
        { Header.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n2024-05-07,10,12,9,eleven,500", 4, "close", "eleven" },
        { "time,open,high,low,volume\n2024-05-06,10,12,9,500\n", 1, "close", "missing" },
        { "price,open,high,low,close\n1,10,12,9,11\n", 1, "time", "missing" },
        { "2024-05-06,10,12,9\n", 1, "open", "missing" },
        { "time,open,high,low,close\n", 2, "time", "missing" },
        { "", 1, "time", "missing" },
        { "\n\n", 3, "time", "missing" },
        { "hello", 1, "time", "missing" },
        { "time,open,high,low,close\n2024-05-06 09:00:00,1,1,1,1\n2024-05-06 09:00:01,1,1,1,1\n", 2, "time", "the step between the rows" },
        { "time,open,high,low,close\n2024-05-06 09:00:00,1,1,1,1\n", 2, "time", "the step between the rows" },
        { "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\n2024.05.06\t9 o'clock\t1\t1\t1\t1\n", 2, "DATE", "2024.05.06 9 o'clock" },
        { "time,open,high,low,close,Plot\n2024-05-06,1,1,1,1,5\n2024-05-07,1,1,1,1,up\n", 3, "Plot", "up" },
        { "2024.05.06;1.234,5;1;1;1\n", 1, "open", "1.234,5" },
        { "time,open,high,low,close\n2024-05-06,\"1,1,1,1\n2024-05-07,1,1,1,1\n", 2, "high", "missing" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Malformed_content_is_refused_with_its_place(string csv, int line, string column, string value)
    {
        var error = Assert.Throws<BarFileException>(() => At.Read(csv));

        Assert.Equal((line, column, value), (error.Line, error.Column, error.Value));
        Assert.StartsWith($"line {line}, column {column}: '{value}' must be ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(error.Allowed, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_message_is_one_short_line_whatever_the_cell_holds()
    {
        var error = Assert.Throws<BarFileException>(() => At.Read(Header + "2024-05-07,10,12,9,\u0007" + new string('y', 5000) + ",1\n"));
        Assert.Equal(5001, error.Value.Length);
        Assert.InRange(error.Message.Length, 100, 300);
        Assert.DoesNotContain('\u0007', error.Message);
    }

    [Fact]
    public void A_contradiction_names_both_lines()
    {
        var error = Assert.Throws<BarFileException>(() => At.Read(Header + "2024-05-07,1,1,1,1,1\n2024-05-06,10,12,9,11,null\n"));
        Assert.Equal(4, error.Line);
        Assert.Contains("line 2", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_beyond_the_limit_is_refused()
    {
        var error = Assert.Throws<BarFileException>(() => At.Read(Header, new BarCsvOptions { MaxSize = 40 }));
        Assert.Contains("at most 40 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_without_a_bar_take_no_memory_of_bars()
    {
        const int size = 8 << 20;
        var content = Encoding.UTF8.GetBytes(Header + new string('\n', size) + "2024-05-07,10,12,9,11,1\n2024-05-08,10,12,9,11,1\n");
        using var stream = new MemoryStream(content, writable: false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(3, BarCsv.Read(stream).Bars.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2.5 * size);
    }

    [Fact]
    public void Columns_grow_with_any_number_of_rows()
    {
        const int rows = 5000;
        var start = new DateTime(2000, 1, 1);
        var file = At.Read("time,open,high,low,close,volume,extra\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{start.AddDays(i):yyyy-MM-dd},{i + 1},{i + 1},{i + 1},{i + 1},{i},{(i % 2 == 0 ? "" : $"{i}")}\n")));
        Assert.Equal(rows, file.Bars.Count);
        Assert.Equal((1.0, rows), (file.Bars.Close[0], file.Bars.Close[^1]));
        var extra = Assert.Single(file.Extra).Values;
        Assert.All(Enumerable.Range(0, rows), i => Assert.Equal(i % 2 == 0 ? double.NaN : i, extra[i]));
    }

    [Fact]
    public void Damaged_gzip_is_refused()
    {
        using var stream = new MemoryStream([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Assert.Throws<BarFileException>(() => BarCsv.Read(stream));
    }

    [Fact]
    public void An_unknown_zone_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => At.Read(Header, new BarCsvOptions { Zone = "Europe/Atlantis" }));
        Assert.Contains("'Europe/Atlantis' must be an IANA time zone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            using var stream = new MemoryStream(bytes);
            Assert.Throws<BarFileException>(() => BarCsv.Read(stream));
        }
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_but_never_fail_otherwise()
    {
        var good = Encoding.UTF8.GetBytes(Header + "2024-05-07,11,13.25,10.5,12,600\n2024-05-08 10:00,12,13,\"11\",12,700\n");
        var random = new Random(8);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var k = random.Next(1, 4); k > 0; k--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var stream = new MemoryStream(bytes, 0, random.Next(1, bytes.Length + 1));
            try
            {
                Assert.NotEqual(0, BarCsv.Read(stream).Bars.Count);
            }
            catch (BarFileException error)
            {
                Assert.InRange(error.Line, 1, 10);
            }
        }
    }
}
