using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Folders;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FeedServicesTests
{
    [Fact]
    public void Feeds_come_in_the_order_of_the_settings_and_the_folder_is_none_of_them()
    {
        var names = FeedNames.All.Reverse().ToList();

        Assert.Equal(names.Except([FeedNames.Folder]), Services(new FeedSettings { Enabled = names }).GetFeeds().Select(f => f.Name));
    }

    [Fact]
    public void By_default_there_is_the_demonstration_alone() =>
        Assert.Equal([FeedNames.Demo], Services(new FeedSettings()).GetFeeds().Select(f => f.Name));

    [Fact]
    public void The_folder_is_watched_when_there_is_one()
    {
        Assert.NotNull(Services(new FeedSettings { Enabled = [FeedNames.Folder], Folder = "bars" }).GetService<FolderWatch>());
        Assert.Null(Services(new FeedSettings { Enabled = [FeedNames.Folder] }).GetService<FolderWatch>());
    }

    [Fact]
    public void An_unknown_feed_is_refused_with_those_there_are()
    {
        var failure = Assert.Throws<ArgumentException>(() => Services(new FeedSettings { Enabled = ["yahu"] }));

        Assert.StartsWith("feeds: 'yahu' must be one of yahoo, binance, stooq,", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_that_comes_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => Services(new FeedSettings { Enabled = [FeedNames.Demo, FeedNames.Demo] }));

    private static ServiceProvider Services(FeedSettings settings) => new ServiceCollection().AddLogging(l => l.ClearProviders()).AddFeeds(settings).BuildServiceProvider();
}
