using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Charts;

/// <summary>What a chart is of when the symbol's name is not in the database.</summary>
public sealed class SubjectTests(Servers servers)
{
    private static readonly FakeTimeProvider MarketTime = new(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task An_unknown_symbol_comes_from_the_feeds_and_stays(DatabaseKind kind)
    {
        await using var vendors = await VendorServer.StartAsync(MarketTime, Cancel);
        await using var service = await TestService.CreateAsync(servers, kind, s => s with { Feeds = ["binance", "demo"], FeedUrls = vendors.BaseUrls });
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Whole("BINANCE:ADAUSDT"), Cancel);
        Assert.Null(answer.Spec.Watermark);
        var calls = vendors.Calls.Count;
        await service.Charts.GenerateAsync(TestService.Bob, Whole("binance:adausdt"), Cancel);
        Assert.Equal(calls, vendors.Calls.Count);
        Assert.Equal("binance", (await service.Symbols.GetAsync(TestService.Bob, "BINANCE:ADAUSDT", Cancel)).Vendor);
    }

    [Fact]
    public async Task Without_feeds_it_is_demonstration_data_or_nothing()
    {
        await using var demo = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["demo"] });
        Assert.Equal("DEMO DATA", (await demo.Charts.GenerateAsync(TestService.Ann, Whole("OTC:GBTC"), Cancel)).Spec.Watermark);
        Assert.Null(await demo.Symbols.ResolveAsync(TestService.Ann, "OTC:GBTC", Cancel));
        await using var none = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var e = await Assert.ThrowsAsync<ServiceException>(() => none.Charts.GenerateAsync(TestService.Ann, Whole("OTC:GBTC"), Cancel));
        Assert.Equal(ErrorCode.InvalidSymbol, e.Code);
    }

    [Fact]
    public async Task A_ticker_of_ones_own_is_found_under_its_exchange_alone()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.Symbols.AddAsync(TestService.Ann, "ACME", new Core.Symbols.SymbolEdit { Exchange = "NASDAQ" }, Cancel);
        await service.GiveBarsAsync(TestService.Ann, "ACME");
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Whole("NASDAQ:ACME"), Cancel);
        Assert.Equal(("ACME", "symbol: 'NASDAQ:ACME' is taken for 'ACME'"), (answer.Spec.Symbol, Assert.Single(answer.Notices)));
        await Assert.ThrowsAsync<ServiceException>(() => service.Charts.GenerateAsync(TestService.Ann, Whole("TSX:ACME"), Cancel));
        await Assert.ThrowsAsync<ServiceException>(() => service.Charts.GenerateAsync(TestService.Bob, Whole("NASDAQ:ACME"), Cancel));
    }

    [Fact]
    public async Task One_series_that_is_made_up_marks_the_whole_picture()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["demo"] });
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var plain = new ChartRequest { Symbol = "DAX", Timeframe = Timeframe.D1, SaveSnapshot = false };
        Assert.Null((await service.Charts.GenerateAsync(TestService.Ann, plain, Cancel)).Spec.Watermark);
        var compared = await service.Charts.GenerateAsync(TestService.Ann, plain with { CustomIndicators = ["CC:SPX,close,20"] }, Cancel);
        Assert.Equal("DEMO DATA", compared.Spec.Watermark);
        Assert.Contains("demonstration data: import bars or enable a feed", compared.Notices);
    }

    [Fact]
    public async Task What_an_agent_notes_is_kept_with_a_picture_that_was_at_hand()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var request = new ChartRequest { Symbol = "DAX", Timeframe = Timeframe.D1 };
        var manual = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);
        var journal = await service.Charts.GenerateAsync(TestService.Ann, request with { Agent = "JournalBot", Metadata = new JsonObject { ["trade_id"] = "t1", ["symbol"] = "other" } }, Cancel);
        Assert.True(journal.WasCached);
        Assert.NotEqual(manual.Snapshot!.Id, journal.Snapshot!.Id);
        using var kept = JsonDocument.Parse(journal.Snapshot.Metadata);
        Assert.Equal(("JournalBot", "t1", "DAX"), (journal.Snapshot.CreatedByAgent, kept.RootElement.GetProperty("trade_id").GetString(), kept.RootElement.GetProperty("symbol").GetString()));
        Assert.Equal(manual.Snapshot.Id, (await service.Charts.GenerateAsync(TestService.Ann, request, Cancel)).Snapshot!.Id);
    }

    private static ChartRequest Whole(string symbol) => new() { Symbol = symbol, Spec = new ChartSpec { Symbol = symbol, Interval = Timeframe.D1 }, SaveSnapshot = false };
}
