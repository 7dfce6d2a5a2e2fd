using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Journal;

/// <summary>Trades are checked, computed, changed one change at a time, and listed.</summary>
public sealed class TradeStoreTests(Servers servers)
{
    private static readonly DateTime Entered = new(2026, 2, 24, 9, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task From_19500_to_19600_is_half_a_percent_either_way(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var won = await service.TradeAsync(TestService.Ann);
        var lost = await service.TradeAsync(TestService.Ann, new TradeEdit { Side = "short", StopLoss = 19_550 });
        Assert.Equal((0.51m, 100m, 2m, "closed"), (won.PnlPercentage!.Value, won.Pnl!.Value, won.RMultiple!.Value, won.Status));
        Assert.Equal((-0.51m, -100m, -2m), (lost.PnlPercentage!.Value, lost.Pnl!.Value, lost.RMultiple!.Value));
        var stored = await service.Trades.GetAsync(TestService.Ann, won.Id, Cancel);
        Assert.Equal((0.51m, "DAX", true), (stored.PnlPercentage!.Value, stored.Symbol, stored.SymbolId is not null));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_by_its_name()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.Trades.AddAsync(TestService.Ann, new TradeEdit(), Cancel));
        Assert.Equal(["side", "symbol", "entry_price", "position_size", "entry_time"], error.Problems.Select(p => p.Path));
        error = await Assert.ThrowsAsync<ServiceException>(() => service.TradeAsync(TestService.Ann, new TradeEdit { EntryPrice = -1, PositionSize = 0, Timeframe = "7x", Tags = [""] }));
        Assert.Equal(["timeframe", "entry_price", "position_size", "tags"], error.Problems.Select(p => p.Path));
        error = await Assert.ThrowsAsync<ServiceException>(() => service.TradeAsync(TestService.Ann, new TradeEdit { StopLoss = 19_501, TakeProfit = 19_499, ExitTime = Entered.AddDays(-1) }));
        Assert.Equal(["stop_loss", "take_profit", "exit_time"], error.Problems.Select(p => p.Path));
        error = await Assert.ThrowsAsync<ServiceException>(() => service.TradeAsync(TestService.Ann, new TradeEdit { Side = "short", StopLoss = 19_499 }));
        Assert.Contains("above entry_price 19500", Assert.Single(error.Problems).Allowed, StringComparison.Ordinal);
        Assert.Empty((await service.Trades.ListAsync(TestService.Ann, new TradeFilter(), Cancel)).Rows);
    }

    [Fact]
    public async Task The_largest_numbers_that_are_allowed_do_not_overflow()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Postgres);
        var trade = await service.TradeAsync(TestService.Ann, new TradeEdit { EntryPrice = 1, ExitPrice = 1_000_000_000, StopLoss = 0.5m, PositionSize = 1_000_000_000_000, Multiplier = 10_000_000 });
        Assert.Equal(9_999_999_990_000_000_000_000_000_000m, trade.Pnl);
        Assert.Equal(trade.Pnl, (await service.Trades.GetAsync(TestService.Ann, trade.Id, Cancel)).Pnl);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_change_based_on_an_older_version_is_refused(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var open = await OpenAsync(service);
        var moved = await service.Trades.EditAsync(TestService.Ann, open.Id, new TradeEdit { StopLoss = 19_520 }, 1, Cancel);
        // The stop from which R is counted stays where it was.
        Assert.Equal((2, 19_520m, 19_450m), (moved.Version, moved.StopLoss!.Value, moved.InitialStopLoss!.Value));
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.Trades.EditAsync(TestService.Ann, open.Id, new TradeEdit { Notes = "late" }, 1, Cancel));
        Assert.Equal(ErrorCode.Conflict, error.Code);
        var closed = await service.Trades.CloseAsync(TestService.Ann, open.Id, 19_600, null, 2, Cancel);
        Assert.Equal(("closed", 2m, new DateTime(2026, 3, 3, 12, 0, 0)), (closed.Status, closed.RMultiple!.Value, closed.ExitTime!.Value));
        error = await Assert.ThrowsAsync<ServiceException>(() => service.Trades.CancelAsync(TestService.Ann, open.Id, null, Cancel));
        Assert.Equal(ErrorCode.Conflict, error.Code);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Of_parallel_changes_of_one_version_one_is_taken(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var open = await OpenAsync(service);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await service.Trades.EditAsync(TestService.Ann, open.Id, new TradeEdit { Notes = $"{i}" }, 1, Cancel);
                return 1;
            }
            catch (ServiceException e) when (e.Code == ErrorCode.Conflict)
            {
                return 0;
            }
        }));
        Assert.Equal(1, results.Sum());
        Assert.Equal(2, (await service.Trades.GetAsync(TestService.Ann, open.Id, Cancel)).Version);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Pages_hold_each_trade_once_and_filters_hold_back_the_rest(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        for (var i = 0; i < 5; i++) await service.TradeAsync(TestService.Ann, new TradeEdit { Tags = i % 2 == 0 ? ["even"] : [], Setup = "orb" });
        await OpenAsync(service);
        await service.TradeAsync(TestService.Bob);
        var (seen, after) = (new List<Guid>(), (PageCursor?)null);
        do
        {
            var page = await service.Trades.ListAsync(TestService.Ann, new TradeFilter { Limit = 2, After = after }, Cancel);
            seen.AddRange(page.Rows.Select(t => t.Id));
            after = page.Next is { } next ? PageCursor.TryParse(next.ToString()) : null;
        }
        while (after is not null);
        Assert.Equal((6, 6), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(3, (await service.Trades.ListAsync(TestService.Ann, new TradeFilter { Tag = "even" }, Cancel)).Rows.Count);
        Assert.Single((await service.Trades.ListAsync(TestService.Ann, new TradeFilter { Status = "open", Symbol = "dax" }, Cancel)).Rows);
        Assert.Single(await service.Trades.OpenAsync(Caller.Service, Cancel));
        Assert.Empty(await service.Trades.OpenAsync(TestService.Bob, Cancel));
    }

    private static Task<Trade> OpenAsync(TestService service) =>
        service.Trades.AddAsync(TestService.Ann, new TradeEdit { Symbol = "DAX", Side = "long", EntryPrice = 19_500, PositionSize = 1, StopLoss = 19_450, EntryTime = Entered }, Cancel);
}
