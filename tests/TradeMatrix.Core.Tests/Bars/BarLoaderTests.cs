using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Bars;

public sealed class BarLoaderTests(Servers servers)
{
    private static readonly ChartSpec Daily = new() { Symbol = "X", Interval = Timeframe.D1, Bars = 20 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Another_exchange_or_zone_puts_the_days_together_anew(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var symbol = await service.Symbols.AddAsync(TestService.Ann, "X", new SymbolEdit(), Cancel);
        await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.H1, Hours(400), "import", Cancel);

        async Task<LoadedBars> LoadAsync(string? exchange, string zone) =>
            (await service.Loader.LoadAsync(TestService.Ann, new MarketSymbol { Id = symbol.Id, UserId = symbol.UserId, Symbol = "X", Exchange = exchange }, Daily with { Timezone = zone }, Cancel))!;
        var loaded = new[] { await LoadAsync(null, "Etc/UTC"), await LoadAsync(null, "Asia/Tokyo"), await LoadAsync("NYSE", "Etc/UTC"), await LoadAsync("XETR", "Etc/UTC") };

        Assert.Equal(4, loaded.Select(l => string.Join(" ", l.Bars.Open.ToArray())).Distinct().Count());
        Assert.Equal(4, loaded.Select(l => l.Version).Distinct().Count());
        Assert.Same(loaded[2].Bars, (await LoadAsync("nyse", "Etc/UTC")).Bars);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_series_that_takes_a_removed_ones_number_is_another(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var versions = new List<string>();
        foreach (var (name, price) in ((string, double)[])[("ONE", 1), ("TWO", 2)])
        {
            var symbol = await service.Symbols.AddAsync(TestService.Ann, name, new SymbolEdit(), Cancel);
            await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.D1, BarSeries.From([new Bar(0, price, price, price, price), new Bar(86_400_000, price, price, price, price)]), "import", Cancel);
            var loaded = (await service.Loader.LoadAsync(TestService.Ann, symbol, Daily, Cancel))!;
            Assert.Equal(price, loaded.Bars.Close[0]);
            versions.Add(loaded.Version);
            await service.Symbols.DeleteAsync(TestService.Ann, name, Cancel);
            service.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.NotEqual(versions[0], versions[1]);
    }

    [Fact]
    public async Task Gaps_of_too_many_bars_are_refused()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var symbol = await service.Symbols.AddAsync(TestService.Ann, "X", new SymbolEdit(), Cancel);
        var (first, last) = (At(1990), At(2020));
        await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.M1, BarSeries.From([new Bar(first, 1, 1, 1, 1), new Bar(last, 1, 1, 1, 1)]), "import", Cancel);

        var refused = await Assert.ThrowsAsync<ServiceException>(() => service.Loader.GapsAsync(TestService.Ann, symbol, Timeframe.M1, 0, long.MaxValue, Cancel));
        Assert.Equal("from", Assert.Single(refused.Problems).Path);
        Assert.Empty((await service.Loader.GapsAsync(TestService.Ann, symbol, Timeframe.M1, At(2015), long.MaxValue, Cancel))!.Value.Gaps);
    }

    private static long At(int year) => new DateTimeOffset(year, 1, 2, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Hours around the clock from Monday 2026-01-05 on, each with its number as its price.</summary>
    private static BarSeries Hours(int count) => BarSeries.From([.. Enumerable.Range(1, count).Select(i => new Bar(
        new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddHours(i).ToUnixTimeMilliseconds(), i, i, i, i))]);
}
