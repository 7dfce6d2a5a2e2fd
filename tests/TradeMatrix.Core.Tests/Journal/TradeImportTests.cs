using System.Text;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Journal;

/// <summary>Files of brokers become trades, each once.</summary>
public sealed class TradeImportTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("generic.csv", "generic", 3)]
    [InlineData("generic-german.csv", "generic", 1)]
    [InlineData("mt4-statement.csv", "metatrader", 3)]
    [InlineData("mt5-report.csv", "metatrader", 3)]
    [InlineData("mt5-deals.csv", "metatrader-deals", 3)]
    [InlineData("ib-activity.csv", "interactive-brokers", 3)]
    [InlineData("ib-flex.csv", "interactive-brokers-flex", 1)]
    [InlineData("binance-spot.csv", "binance-spot", 2)]
    [InlineData("binance-spot-old.csv", "binance-spot", 1)]
    [InlineData("binance-futures.csv", "binance-futures", 3)]
    public async Task A_format_is_recognised_and_a_second_import_changes_nothing(string file, string format, int count)
    {
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            await using var service = await TestService.CreateAsync(servers, kind);
            var first = await ImportAsync(service, file);
            Assert.Equal((format, count, 0, 0), (first.Format, first.Inserted, first.Updated, first.Unchanged));
            var before = await AllAsync(service);
            var second = await ImportAsync(service, file);
            Assert.Equal((0, 0, count), (second.Inserted, second.Updated, second.Unchanged));
            Assert.Equal(before.Select(Facts), (await AllAsync(service)).Select(Facts));
        }
    }

    [Fact]
    public async Task A_generic_table_tells_prices_times_and_words()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "generic.csv");
        var trades = (await AllAsync(service)).ToDictionary(t => t.ExternalId!);
        Assert.Equal(
            (19500m, (decimal?)19600m, 0.51m, 2m, 97.5m, "closed", "asia_sweep", "15m"),
            (trades["G-1"].EntryPrice, trades["G-1"].ExitPrice, trades["G-1"].PnlPercentage!.Value, trades["G-1"].RMultiple!.Value, trades["G-1"].Pnl!.Value, trades["G-1"].Status, trades["G-1"].Setup, trades["G-1"].Timeframe));
        Assert.Equal(["morning", "index"], trades["G-1"].Tags);
        Assert.Equal("Entered on the retest, as planned", trades["G-1"].Notes);
        // Beyond its stop of 29.5 points.
        Assert.Equal(("short", -1.1864m, -72.5m), (trades["G-2"].Side, trades["G-2"].RMultiple!.Value, trades["G-2"].Pnl!.Value));
        Assert.Equal(("EUR/USD", "open", new DateTime(2026, 2, 25, 7, 30, 0), true), (trades["G-3"].Symbol, trades["G-3"].Status, trades["G-3"].EntryTime, trades["G-3"].SymbolId is not null));
    }

    [Fact]
    public async Task Decimal_commas_and_days_first_are_read_in_a_file_with_semicolons()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "generic-german.csv", new TradeImportOptions { Zone = "Europe/Berlin" });
        var trade = Assert.Single(await AllAsync(service));
        Assert.Equal((19500.5m, 19610.25m, 1.5m, 161.13m, new DateTime(2026, 2, 24, 8, 15, 0)), (trade.EntryPrice, trade.ExitPrice!.Value, trade.PositionSize, trade.Pnl!.Value, trade.EntryTime));
    }

    [Fact]
    public async Task A_MetaTrader_statement_gives_profits_after_costs_and_what_a_lot_is_worth()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "mt4-statement.csv", new TradeImportOptions { Zone = "Europe/Athens", Currency = "EUR" });
        var trades = (await AllAsync(service)).ToDictionary(t => t.ExternalId!);
        Assert.Equal(["50002", "50003", "50005"], trades.Keys.Order());
        Assert.Equal((106.5m, 3.5m, 100_000m, 1.1m, new DateTime(2026, 2, 23, 8, 5, 11)), (trades["50002"].Pnl!.Value, trades["50002"].Commission, trades["50002"].Multiplier, trades["50002"].RMultiple!.Value, trades["50002"].EntryTime));
        // Its stop had been moved into profit: it is not the first one, and there is no R.
        Assert.Equal((null, 19600m, null, 19.3m), (trades["50003"].InitialStopLoss, trades["50003"].StopLoss!.Value, trades["50003"].RMultiple, trades["50003"].Pnl!.Value));
        Assert.Equal(("open", null, null, 1.26m), (trades["50005"].Status, trades["50005"].ExitPrice, trades["50005"].TakeProfit, trades["50005"].InitialStopLoss!.Value));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_later_file_closes_open_positions_and_keeps_the_users_words_and_the_first_stop(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await ImportAsync(service, "mt4-statement.csv");
        var open = (await AllAsync(service)).Single(t => t.ExternalId == "50005");
        await service.Trades.EditAsync(TestService.Ann, open.Id, new TradeEdit { Notes = "My words", Setup = "pullback" }, open.Version, Cancel);
        var result = await ImportAsync(service, "mt4-statement-later.csv");
        Assert.Equal((0, 1, 1), (result.Inserted, result.Updated, result.Unchanged));
        var closed = (await AllAsync(service)).Single(t => t.ExternalId == "50005");
        Assert.Equal(("closed", "My words", "pullback", 1.26m, 1.2651m, 1m, 45.2m), (closed.Status, closed.Notes, closed.Setup, closed.InitialStopLoss!.Value, closed.StopLoss!.Value, closed.RMultiple!.Value, closed.Pnl!.Value));
        Assert.Equal(3, (await AllAsync(service)).Count);
    }

    [Fact]
    public async Task Fills_of_one_order_are_one_trade_and_a_reversal_closes_and_opens()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "mt5-deals.csv");
        var trades = (await AllAsync(service)).ToDictionary(t => t.ExternalId!);
        Assert.Equal((0.5m, 1.08504m, 1.0872m, 104.1m), (trades["7001"].PositionSize, trades["7001"].EntryPrice, trades["7001"].ExitPrice!.Value, trades["7001"].Pnl!.Value));
        Assert.Equal(("short", 20m), (trades["7004"].Side, trades["7004"].Pnl!.Value));
        Assert.Equal(("long", 2m, 19600.5m, 20m), (trades["7005"].Side, trades["7005"].PositionSize, trades["7005"].EntryPrice, trades["7005"].Pnl!.Value));
    }

    [Fact]
    public async Task Executions_of_Interactive_Brokers_are_paired_first_in_first_out()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var result = await ImportAsync(service, "ib-activity.csv");
        Assert.Equal("America/New_York", result.Zone);
        var trades = (await AllAsync(service)).ToDictionary(t => t.Symbol.Split(' ')[0]);
        // 60 at 204.50 and 40 at 206: mean 205.10; 510 less 3.10.
        Assert.Equal((100m, 205.1m, 506.9m, "USD", new DateTime(2026, 2, 23, 15, 31, 22)), (trades["AAPL"].PositionSize, trades["AAPL"].ExitPrice!.Value, trades["AAPL"].Pnl!.Value, trades["AAPL"].Currency, trades["AAPL"].EntryTime));
        Assert.Equal(("open", 100m), (trades["SPY"].Status, trades["SPY"].Multiplier));
        Assert.Equal(("short", 5m, 248.4m), (trades["FDXM"].Side, trades["FDXM"].Multiplier, trades["FDXM"].Pnl!.Value));
    }

    [Fact]
    public async Task A_Flex_query_counts_each_execution_once()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "ib-flex.csv");
        var trade = Assert.Single(await AllAsync(service));
        Assert.Equal((100m, 400.05m, -502m, new DateTime(2026, 2, 23, 15, 15, 2)), (trade.PositionSize, trade.EntryPrice, trade.Pnl!.Value, trade.EntryTime));
    }

    [Fact]
    public async Task A_fee_in_the_coin_bought_leaves_fewer_coins_and_what_was_never_bought_is_told()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var result = await ImportAsync(service, "binance-spot.csv");
        Assert.Contains(result.Notices, n => n.StartsWith("ETHUSDT: 1 units were closed", StringComparison.Ordinal));
        var trades = (await AllAsync(service)).Where(t => t.Symbol == "BTC/USD" || t.Symbol == "BTCUSDT").OrderBy(t => t.PositionSize).ToList();
        Assert.Equal([0.03996m, 0.05994m], trades.Select(t => t.PositionSize));
        // Bought for 9500, sold for 9590.40 less 9.5904.
        Assert.Equal(80.8096m, trades.Sum(t => t.Pnl!.Value), 3);
        Assert.All(trades, t => Assert.Equal("USDT", t.Currency));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Overlapping_files_give_the_same_trades_in_either_order(bool olderFirst)
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        string[] files = ["binance-futures.csv", "binance-futures-2.csv"];
        foreach (var file in olderFirst ? files : files.Reverse()) await ImportAsync(service, file);
        var counted = (await AllAsync(service)).Where(t => t.Status != TradeStatus.Cancelled).OrderBy(t => t.EntryTime).ToList();
        Assert.Equal(
            [("9001", "short", 2m, 2700m, 2650m, 95.72m), ("9002", "long", 1m, 2650m, 2660m, 7.88m), ("9004", "long", 0.01m, 95000m, 96000m, 9.24m)],
            counted.Select(t => (t.ExternalId!, t.Side, t.PositionSize, t.EntryPrice, t.ExitPrice!.Value, t.Pnl!.Value)));
    }

    [Fact]
    public async Task A_trade_that_the_user_cancelled_stays_cancelled()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await ImportAsync(service, "generic.csv");
        var open = Assert.Single(await service.Trades.OpenAsync(TestService.Ann, Cancel));
        await service.Trades.CancelAsync(TestService.Ann, open.Id, open.Version, Cancel);
        Assert.Equal((0, 0, 3), (await ImportAsync(service, "generic.csv")) is var r ? (r.Inserted, r.Updated, r.Unchanged) : default);
        Assert.Equal("cancelled", (await service.Trades.GetAsync(TestService.Ann, open.Id, Cancel)).Status);
    }

    [Fact]
    public async Task Two_users_import_the_same_file_without_meeting()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Postgres);
        await ImportAsync(service, "generic.csv");
        await using var file = File.OpenRead(Sample("generic.csv"));
        Assert.Equal(3, (await service.TradeImport.ImportAsync(TestService.Bob, file, new TradeImportOptions(), Cancel)).Inserted);
        Assert.Equal(3, (await AllAsync(service)).Count);
    }

    [Fact]
    public async Task Parallel_imports_of_one_file_give_each_trade_once()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Postgres);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ImportAsync(service, "binance-futures.csv")));
        Assert.Equal(3, results.Sum(r => r.Inserted));
        Assert.Equal(3, (await AllAsync(service)).Count);
    }

    [Fact]
    public async Task Mistakes_are_told_by_line_and_nothing_is_taken()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        const string csv = """
            symbol,side,entry_price,exit_price,size,stop_loss,entry_time,exit_time
            DAX,long,19500,19600,1,19450,2026-02-24 09:15,2026-02-24 11:30
            DAX,sideways,19500,19600,1,19450,2026-02-24 09:15,2026-02-24 11:30
            DAX,long,abc,19600,1,19450,2026-02-24 09:15,2026-02-24 11:30
            DAX,long,19500,19600,1,19550,2026-02-24 09:15,2026-02-24 11:30
            DAX,long,19500,19600,1,19450,02/24/2026,2026-02-24 11:30
            DAX,long,19500,19600,1,19450,2026-02-24 09:15,2026-02-23 11:30
            """;
        var error = await Assert.ThrowsAsync<ServiceException>(() => ImportTextAsync(service, csv));
        Assert.Equal(["line 3: side", "line 4: entry_price", "line 6: entry_time"], error.Problems.Select(p => p.Path));
        error = await Assert.ThrowsAsync<ServiceException>(() => ImportTextAsync(service, string.Join('\n', csv.Split('\n').Where((_, i) => i is 0 or 1 or 4 or 6))));
        Assert.Equal(["line 3: stop_loss", "line 4: exit_time"], error.Problems.Select(p => p.Path));
        Assert.Empty(await AllAsync(service));
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("a,b,c\n1,2,3", "file")]
    [InlineData("\"symbol", "file")]
    public async Task What_is_no_file_of_trades_is_refused(string text, string field)
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var error = await Assert.ThrowsAsync<ServiceException>(() => ImportTextAsync(service, text));
        Assert.Equal(field, Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task A_report_in_UTF_16_is_read()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        using var file = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(await File.ReadAllTextAsync(Sample("mt5-report.csv"), Cancel))]);
        Assert.Equal(3, (await service.TradeImport.ImportAsync(TestService.Ann, file, new TradeImportOptions(), Cancel)).Inserted);
    }

    internal static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Journal", "Samples", name);

    private static async Task<TradeImportResult> ImportAsync(TestService service, string name, TradeImportOptions? options = null)
    {
        await using var file = File.OpenRead(Sample(name));
        return await service.TradeImport.ImportAsync(TestService.Ann, file, options ?? new TradeImportOptions(), Cancel);
    }

    private static async Task<TradeImportResult> ImportTextAsync(TestService service, string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await service.TradeImport.ImportAsync(TestService.Ann, file, new TradeImportOptions(), Cancel);
    }

    private static async Task<IReadOnlyList<Trade>> AllAsync(TestService service) => (await service.Trades.ListAsync(TestService.Ann, new TradeFilter { Limit = 200 }, Cancel)).Rows;

    private static object Facts(Trade t) => (t.Id, t.Version, t.Status, t.EntryPrice, t.ExitPrice, t.Pnl, t.RMultiple);
}
