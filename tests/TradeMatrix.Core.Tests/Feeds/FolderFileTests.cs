using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds.Folders;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FolderFileTests : IDisposable
{
    private const string Header = "time,open,high,low,close,Volume\n";

    private readonly FolderUnderTest _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DAX_15m.csv", "DAX", "15m")]
    [InlineData("DAX_1h.CSV", "DAX", "1h")]
    [InlineData("EUR-USD_D.csv.gz", "EUR-USD", "1D")]
    [InlineData("BRK_B_1W.txt", "BRK_B", "1W")]
    [InlineData("CAPITALCOM_US30, 15.csv", "CAPITALCOM:US30", "15m")]
    [InlineData("XETR_DAX, 1D (2).csv", "XETR:DAX", "1D")]
    public void A_name_tells_symbol_and_timeframe(string name, string symbol, string timeframe)
    {
        Assert.True(FolderFile.TryParseName(name, out var read, out var length));
        Assert.Equal((symbol, timeframe), (read, length.ToString()));
    }

    [Theory]
    [InlineData("prices.csv")]
    [InlineData("_1h.csv")]
    [InlineData("DAX_soon.csv")]
    public void Other_names_tell_none(string name) => Assert.False(FolderFile.TryParseName(name, out _, out _));

    [Fact]
    public async Task Gaps_are_dropped()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2.125,5\n2026-01-13T11:00:00Z,,,,,\n", TimeSpan.FromHours(1));

        var read = await Assert.Single(FolderFile.List(_folder.Path)).ReadAsync(_folder.Time, TestContext.Current.CancellationToken);

        Assert.Equal([new Bar(At("2026-01-13T10:00"), 2, 3, 1, 2.125, 5)], ListOf(read!.Bars));
        Assert.Equal(("DAX", Timeframe.H1, 3), (read.Symbol, read.Timeframe, read.Precision));
    }

    [Fact]
    public async Task A_file_that_was_written_to_since_it_was_listed_is_not_read_yet()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n", TimeSpan.FromHours(1));
        var file = Assert.Single(FolderFile.List(_folder.Path));
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,6\n", TimeSpan.FromMinutes(1));

        Assert.Null(await file.ReadAsync(_folder.Time, TestContext.Current.CancellationToken));
    }
}
