using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Testing;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class DemoBarSourceTests(Servers servers)
{
    [Theory]
    [InlineData("1M", 20_000)]
    [InlineData("1Y", 1_300)]
    [InlineData("1Y", 20_000)]
    public async Task More_bars_than_there_are_since_the_beginning_give_all_there_are(string timeframe, int bars)
    {
        var loaded = await LoadAsync(new ChartSpec { Symbol = "DAX", Interval = Timeframe.Parse(timeframe), Bars = bars });

        Assert.Equal(At("1990-01-01"), loaded!.Bars.Time[0]);
    }

    [Fact]
    public async Task Before_the_beginning_there_is_nothing() =>
        Assert.Null(await LoadAsync(new ChartSpec { Symbol = "DAX", Interval = Timeframe.D1, AsOf = At("1980-01-01") }));

    private async Task<LoadedBars?> LoadAsync(ChartSpec spec)
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["demo"] });
        var symbol = await service.Symbols.GetAsync(TestService.Ann, spec.Symbol, TestContext.Current.CancellationToken);
        return await service.Loader.LoadAsync(TestService.Ann, symbol, spec, TestContext.Current.CancellationToken);
    }
}
