using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Bars;

public sealed class BarStoreTests(Servers servers)
{
    private static readonly Caller Ann = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-000000000001")), Bob = Caller.User(new Guid("bbbbbbbb-0000-4000-8000-000000000002"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Writing_the_same_bars_twice_changes_nothing(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        var bars = Minutes(0, 1000);

        Assert.Equal(new BarWrite(1000, 0, 0), await store.WriteAsync(Ann, symbol, Timeframe.M1, bars, "import", Cancel));
        Assert.Equal(new BarWrite(0, 0, 1000), await store.WriteAsync(Ann, symbol, Timeframe.M1, bars, "import", Cancel));
        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));
        Assert.Equal((1000, 1), (head.Count, head.Revision));

        var changed = BarSeries.From([.. Enumerable.Range(990, 20).Select(i => Bar(i, close: 7))]);
        Assert.Equal(new BarWrite(10, 10, 0), await store.WriteAsync(Ann, symbol, Timeframe.M1, changed, "import", Cancel));
        head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));
        Assert.Equal((1010, 2, Bar(0).Time, Bar(1009).Time), (head.Count, head.Revision, head.First, head.Last));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Bars_come_back_as_they_were_written(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        var bars = BarSeries.From([Bar(0), new Bar(Bar(1).Time, double.NaN, double.NaN, double.NaN, double.NaN), Bar(2) with { Volume = double.NaN }, Bar(3), Bar(5)]);
        Assert.Equal(4, (await store.WriteAsync(Ann, symbol, Timeframe.M1, bars, "import", Cancel)).Inserted);
        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));

        Assert.Equal([Bar(0), Bar(2) with { Volume = double.NaN }, Bar(3), Bar(5)], All(await store.LastAsync(Ann, head, 100, long.MaxValue, Cancel)));
        Assert.Equal([Bar(3), Bar(5)], All(await store.LastAsync(Ann, head, 2, long.MaxValue, Cancel)));
        Assert.Equal([Bar(3)], All(await store.LastAsync(Ann, head, 1, Bar(5).Time, Cancel)));
        Assert.Equal([Bar(2) with { Volume = double.NaN }, Bar(3)], All(await store.BetweenAsync(Ann, head, Bar(1).Time, Bar(5).Time, 100, Cancel)));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Prices_that_are_rounded_past_high_and_low_widen_the_bar(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        await store.WriteAsync(Ann, symbol, Timeframe.M1, BarSeries.From([new Bar(Bar(0).Time, 99.9995, 100.0005, 100, 100.0009, 1)]), "import", Cancel);

        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));
        Assert.Equal([new Bar(Bar(0).Time, 99.9995, 100.0009, 99.9995, 100.0009, 1)], All(await store.LastAsync(Ann, head, 1, long.MaxValue, Cancel)));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_series_begins_and_ends_with_a_bar_that_has_prices(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        Bar Gap(int minute) => new(Bar(minute).Time, double.NaN, double.NaN, double.NaN, double.NaN);
        await store.WriteAsync(Ann, symbol, Timeframe.M1, BarSeries.From([Gap(0), Bar(1), Bar(2), Gap(3), Gap(4)]), "import", Cancel);

        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));
        Assert.Equal((Bar(1).Time, Bar(2).Time), (head.First, head.Last));
    }

    [Fact]
    public async Task A_series_that_cannot_be_read_hides_no_other()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        await store.WriteAsync(Ann, symbol, new Timeframe(10_957, TimeframeUnit.Day), Minutes(0, 10), "import", Cancel);
        await store.WriteAsync(Ann, symbol, Timeframe.M1, Minutes(0, 10), "import", Cancel);
        Assert.Equal(Timeframe.M1, Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel)).Timeframe);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Another_user_neither_reads_nor_writes_them(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        await store.WriteAsync(Ann, symbol, Timeframe.M1, Minutes(0, 10), "import", Cancel);
        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));

        Assert.Empty(await store.SeriesAsync(Bob, symbol.Id, Cancel));
        Assert.Equal(0, (await store.LastAsync(Bob, head, 10, long.MaxValue, Cancel)).Count);
        Assert.Equal(0, (await store.BetweenAsync(Bob, head, 0, long.MaxValue, 100, Cancel)).Count);
        await Assert.ThrowsAsync<ForbiddenException>(() => store.WriteAsync(Bob, symbol, Timeframe.M1, Minutes(0, 10), "import", Cancel));
        Assert.Equal(10, (await store.LastAsync(Ann, head, 10, long.MaxValue, Cancel)).Count);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Parallel_writers_of_one_series_lose_nothing(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var store = new BarStore(test.Database, TimeProvider.System);
        var symbol = await AddSymbolAsync(test, Ann);
        await store.WriteAsync(Ann, symbol, Timeframe.M1, Minutes(0, 1), "import", Cancel);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => store.WriteAsync(Ann, symbol, Timeframe.M1, Minutes(i * 50, 100), "import", Cancel))));

        var head = Assert.Single(await store.SeriesAsync(Ann, symbol.Id, Cancel));
        var stored = await store.LastAsync(Ann, head, 10_000, long.MaxValue, Cancel);
        Assert.Equal(850, stored.Count);
        Assert.Equal(850, head.Count);
        Assert.Equal(Bar(849).Time, head.Last);
    }

    private static async Task<MarketSymbol> AddSymbolAsync(TestDatabase test, Caller owner)
    {
        var symbol = new MarketSymbol { Id = Guid.NewGuid(), UserId = owner.UserId, Symbol = "TEST", CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch };
        await test.Database.WriteAsync(owner, async db =>
        {
            db.Add(symbol);
            await db.SaveChangesAsync(Cancel);
        }, Cancel);
        return symbol;
    }

    private static BarSeries Minutes(int first, int count) => BarSeries.From([.. Enumerable.Range(first, count).Select(i => Bar(i))]);

    private static Bar Bar(int minute, double close = 2.5) => new(1_700_000_040_000 + (minute * 60_000L), 2, 10, 1, close, 0.1 + minute);

    private static Bar[] All(BarSeries bars) => [.. Enumerable.Range(0, bars.Count).Select(i => bars[i])];
}
