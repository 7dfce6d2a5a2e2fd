using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Folders;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FolderFeedTests : IDisposable
{
    private const string Header = "time,open,high,low,close,Volume\n";

    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

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
    public async Task A_file_answers_for_its_symbol_and_timeframe_in_the_span()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n2026-01-13T11:00:00Z,2,4,1,3,6\n2026-01-13T12:00:00Z,3,4,1,3,7\n", Old);

        var answer = await FetchAsync("dax", Timeframe.H1, "2026-01-13T11:00", "2026-01-13T12:00");

        Assert.Equal([new Bar(At("2026-01-13T11:00"), 2, 4, 1, 3, 6)], ListOf(answer.Bars));
        Assert.False(answer.LastIsPartial);
    }

    [Fact]
    public async Task Of_files_that_overlap_the_later_one_is_right()
    {
        _folder.Put("XETR_DAX, 60 (1).csv", Header + "2026-01-14T14:00:00Z,2,4,1,3,6\n2026-01-14T15:00:00Z,3,4,1,3,7\n", TimeSpan.FromMinutes(10));
        _folder.Put("XETR_DAX, 60.csv", Header + "2026-01-14T13:00:00Z,2,3,1,2,5\n2026-01-14T14:00:00Z,2,2,2,2,1\n", Old);

        var answer = await FetchAsync("XETR:DAX", Timeframe.H1, "2026-01-01", "2026-02-01");

        Assert.Equal([3, 4, 4], answer.Bars.High.ToArray());
        Assert.Equal(At("2026-01-14T13:00"), answer.From);
        Assert.True(answer.LastIsPartial);
    }

    [Fact]
    public async Task A_bar_that_was_in_progress_when_the_file_was_written_stays_partial()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-14T11:00:00Z,2,3,1,2,5\n", TimeSpan.FromHours(4));
        Assert.True((await FetchAsync("DAX", Timeframe.H1, "2026-01-01", "2026-02-01")).LastIsPartial);

        _folder.Put("DAX_1h.csv", Header + "2026-01-14T11:00:00Z,2,3,1,2,5\n", TimeSpan.FromHours(3));
        Assert.False((await FetchAsync("DAX", Timeframe.H1, "2026-01-01", "2026-02-01")).LastIsPartial);
    }

    [Fact]
    public async Task Gaps_are_dropped_and_counted()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n2026-01-13T11:00:00Z,,,,,\n", Old);

        var answer = await FetchAsync("DAX", Timeframe.H1, "2026-01-01", "2026-02-01");

        Assert.Equal((1, 1), (answer.Bars.Count, answer.Dropped));
    }

    [Fact]
    public async Task A_symbol_or_timeframe_without_a_file_is_unknown()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n", Old);

        Assert.Equal(FeedFailure.UnknownSymbol, (await FailAsync("NDX", Timeframe.H1)).Kind);
        var failure = await FailAsync("DAX", Timeframe.M5);
        Assert.Equal(FeedFailure.UnknownSymbol, failure.Kind);
        Assert.EndsWith("the files of this symbol have 1h, not 5m", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_list_of_bars_is_a_bad_answer_that_tells_the_place()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n2026-01-13T11:00:00Z,2,1,3,2,5\n", Old);

        var failure = await FailAsync("DAX", Timeframe.H1);

        Assert.Equal(FeedFailure.BadAnswer, failure.Kind);
        Assert.Contains("DAX_1h.csv: line 3, column", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_just_written_to_is_not_read_yet()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,3,1,2,5\n", TimeSpan.FromSeconds(1));
        Assert.Equal(FeedFailure.Unavailable, (await FailAsync("DAX", Timeframe.H1)).Kind);

        _folder.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await FetchAsync("DAX", Timeframe.H1, "2026-01-01", "2026-02-01")).Bars.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_folder_it_is_not_configured(bool isNamed)
    {
        var feed = new FolderFeed(isNamed ? Path.Combine(_folder.Path, "none") : null, _folder.Time);

        var failure = await Assert.ThrowsAsync<FeedException>(() => feed.FetchAsync(new FeedRequest("DAX", Timeframe.H1, 0, 1), TestContext.Current.CancellationToken));

        Assert.Equal(FeedFailure.NotConfigured, failure.Kind);
    }

    private Task<FeedBars> FetchAsync(string symbol, Timeframe timeframe, string from, string to) =>
        _folder.Feed.FetchAsync(new FeedRequest(symbol, timeframe, At(from), At(to)), TestContext.Current.CancellationToken);

    private Task<FeedException> FailAsync(string symbol, Timeframe timeframe) =>
        Assert.ThrowsAsync<FeedException>(() => FetchAsync(symbol, timeframe, "2026-01-01", "2026-02-01"));
}
