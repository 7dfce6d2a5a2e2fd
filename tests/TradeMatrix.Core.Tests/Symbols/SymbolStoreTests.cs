using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Symbols;

public sealed class SymbolStoreTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every name that the origin of the service used for an instrument.</summary>
    private const string Names = """
        DAX: DAX ^GDAXI GER40 GER30 DE40 XETR:DAX TVC:DAX XETR:GDAXI INDEX:DAX OANDA:DE30EUR CAPITALCOM:DAX DAX40 ^dax DE30.EUR
        NDX: NDX ^NDX US100 NAS100 NASDAQ:NDX OANDA:NAS100USD ^ndq NDX.INDX
        IXIC: ^IXIC NASDAQ:IXIC
        DJI: DJI ^DJI US30 DJIUSD DJCFD:DJI TVC:DJI DJ:DJI OANDA:US30USD CAPITALCOM:US30 DJI.INDX
        EUR/USD: EUR/USD EURUSD EURUSD=X OANDA:EURUSD FX:EURUSD EURUSD.FOREX
        EUR/GBP: EUR/GBP EURGBP EURGBP=X OANDA:EURGBP FX:EURGBP
        GBP/USD: GBP/USD GBPUSD GBPUSD=X OANDA:GBPUSD FX:GBPUSD GBPUSD.FOREX
        XAG/USD: XAG/USD Silber Silver FX:XAGUSD
        XAU/USD: Gold XAUUSD
        BTC/USD: BTC-USD BTC/USD BINANCE:BTCUSDT
        ETH/USD: ETH-USD ETH/USD BINANCE:ETHUSDT
        """;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Every_known_name_resolves_in_any_case(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        foreach (var line in Names.Split('\n'))
        {
            var (canonical, names) = (line.Split(": ")[0], line.Split(": ")[1].Split(' '));
            foreach (var name in names.SelectMany(n => new[] { n, n.ToLowerInvariant(), n.ToUpperInvariant(), $" {n} " }))
                Assert.Equal((name, canonical), (name, (await service.Symbols.ResolveAsync(TestService.Ann, name, Cancel))?.Symbol));
        }
        Assert.Equal("DJI", (await service.Symbols.ResolveAsync(TestService.Ann, "dow jones", Cancel))?.Symbol);
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Ann, "NOBODY", Cancel));
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Ann, "' OR 1=1 --", Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_change_to_the_catalogue_makes_a_copy_that_answers_to_its_names(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var entry = await service.Symbols.GetAsync(TestService.Ann, "DAX", Cancel);
        var copy = await service.Symbols.UpdateAsync(TestService.Ann, "^GDAXI", new SymbolEdit { Active = false, Alias = "My DAX" }, Cancel);

        Assert.Equal((entry.Id, TestService.Ann.UserId, "DAX"), (copy.CatalogueId!.Value, copy.UserId, copy.Symbol));
        var seen = await service.Symbols.GetAsync(TestService.Ann, "TVC:DAX", Cancel);
        Assert.Equal((copy.Id, "My DAX", false), (seen.Id, seen.Alias, seen.Active));
        Assert.Equal(("DAX 40", true), ((await service.Symbols.GetAsync(TestService.Bob, "TVC:DAX", Cancel)).Alias, (await service.Symbols.GetAsync(TestService.Bob, "DAX", Cancel)).Active));
        Assert.Single(await service.Symbols.ListAsync(TestService.Ann, Cancel), s => s.Symbol == "DAX");
        Assert.Equal("^GDAXI", (await service.Symbols.AliasesAsync(TestService.Ann, copy, Cancel))[SymbolNamespace.Yahoo][0]);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_symbol_of_ones_own_is_added_changed_disabled_and_removed(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var added = await service.Symbols.AddAsync(TestService.Ann, "AAPL", new SymbolEdit
        {
            Type = "stock", Exchange = "NASDAQ", TvSymbol = "NASDAQ:AAPL", Aliases = new Dictionary<string, IReadOnlyList<string>> { ["canonical"] = ["Apple"] },
        }, Cancel);
        Assert.Equal(added.Id, (await service.Symbols.GetAsync(TestService.Ann, "apple", Cancel)).Id);
        Assert.Equal(added.Id, (await service.Symbols.GetAsync(TestService.Ann, "nasdaq:aapl", Cancel)).Id);
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Bob, "AAPL", Cancel));

        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.AddAsync(TestService.Ann, "aapl", new SymbolEdit(), Cancel))).Code);
        Assert.False((await service.Symbols.UpdateAsync(TestService.Ann, "AAPL", new SymbolEdit { Active = false }, Cancel)).Active);
        Assert.Equal(ErrorCode.InvalidSymbol, (await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.DeleteAsync(TestService.Bob, "AAPL", Cancel))).Code);
        await service.Symbols.DeleteAsync(TestService.Ann, "AAPL", Cancel);
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Ann, "AAPL", Cancel));
        Assert.Equal(ErrorCode.Forbidden, (await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.DeleteAsync(TestService.Ann, "DAX", Cancel))).Code);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "münchen", "MÜNCHEN")]
    [InlineData(DatabaseKind.Postgres, "münchen", "MÜNCHEN")]
    [InlineData(DatabaseKind.Sqlite, "ÉLAN", "élan")]
    [InlineData(DatabaseKind.Postgres, "ÉLAN", "élan")]
    public async Task Names_have_letters_of_any_alphabet_in_any_case(DatabaseKind kind, string name, string other)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var added = await service.Symbols.AddAsync(TestService.Ann, name, new SymbolEdit { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["canonical"] = [name + " AG"] } }, Cancel);
        foreach (var spelling in (string[])[name, other, name + " ag", other + " AG"])
            Assert.Equal((spelling, added.Id), (spelling, (await service.Symbols.GetAsync(TestService.Ann, spelling, Cancel)).Id));
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.AddAsync(TestService.Ann, name, new SymbolEdit(), Cancel))).Code);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.AddAsync(TestService.Ann, other, new SymbolEdit(), Cancel))).Code);
        Assert.Equal((added.Id, "Changed"), ((await service.Symbols.UpdateAsync(TestService.Ann, other, new SymbolEdit { Alias = "Changed" }, Cancel)).Id, (await service.Symbols.GetAsync(TestService.Ann, name, Cancel)).Alias));
        await service.Symbols.DeleteAsync(TestService.Ann, other, Cancel);
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Ann, name, Cancel));
        Assert.Null(await service.Symbols.ResolveAsync(TestService.Ann, "A\0B", Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Whoever_comes_at_the_same_time_gets_the_same_copy_or_a_conflict(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        async Task<T[]> AtOnceAsync<T>(Func<Task<T>> work)
        {
            using var barrier = new Barrier(8);
            return await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                barrier.SignalAndWait(Cancel);
                return work();
            }, Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        }
        var copies = await AtOnceAsync(() => service.Symbols.OwnAsync(TestService.Ann, "DAX", Cancel));
        Assert.Single(copies.Select(c => c.Id).Distinct());

        var added = await AtOnceAsync(async () =>
        {
            try
            {
                await service.Symbols.AddAsync(TestService.Ann, "NEW", new SymbolEdit(), Cancel);
                return "added";
            }
            catch (ServiceException e)
            {
                return e.Code;
            }
        });
        Assert.Equal(["added", .. Enumerable.Repeat(ErrorCode.Conflict, 7)], added.Order(StringComparer.Ordinal));

        await using var empty = await TestDatabase.CreateAsync(servers, kind);
        var seeded = await AtOnceAsync(() => new SymbolCatalogue(empty.Database, TimeProvider.System).SeedAsync(Cancel));
        Assert.Equal(SymbolCatalogue.Load().Count, seeded.Sum());
    }

    [Fact]
    public async Task Wrong_fields_are_all_named_at_once()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var e = await Assert.ThrowsAsync<ServiceException>(() => service.Symbols.AddAsync(TestService.Ann, "A B", new SymbolEdit
        {
            Type = "planet", TickSize = 0, Timezone = "Mars/Base", TvSymbol = "x y", Aliases = new Dictionary<string, IReadOnlyList<string>> { ["nowhere"] = ["X"], ["yahoo"] = [""] },
        }, Cancel));
        Assert.Equal(["symbol", "type", "tick_size", "timezone", "tv_symbol", "aliases", "aliases.yahoo"], e.Problems.Select(p => p.Path));
    }
}
