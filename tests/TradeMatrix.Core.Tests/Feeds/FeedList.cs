using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Feeds;

namespace TradeMatrix.Core.Tests.Feeds;

internal static class FeedList
{
    public static IReadOnlyList<IFeed> GetFeeds(this IServiceProvider services) => [.. services.GetServices<IFeed>()];
}
