using System.Text;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Bars;

public sealed class BarImportTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1990-01-01,1,1,1,1,1\n2020-01-01,1,1,1,1,1\n", "timeframe")]
    [InlineData("0999-01-01,1,1,1,1,1\n0999-01-02,1,1,1,1,1\n", "time")]
    [InlineData("2299-01-01,1,1,1,1,1\n2299-01-02,1,1,1,1,1\n", "time")]
    public async Task What_nobody_could_read_is_refused_before_anything_is_written(string rows, string field)
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        using var import = new BarImport(service.Symbols, service.Bars, service.Loader);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("Date,Open,High,Low,Close,Volume\n" + rows));

        var refused = await Assert.ThrowsAsync<ServiceException>(() => import.ImportAsync(TestService.Ann, "DAX", csv, new BarCsvOptions(), Cancel));

        Assert.Equal(field, Assert.Single(refused.Problems).Path);
        var symbol = await service.Symbols.GetAsync(TestService.Ann, "DAX", Cancel);
        Assert.Null(symbol.UserId);
        Assert.Empty(await service.Bars.SeriesAsync(TestService.Ann, symbol.Id, Cancel));
    }

    [Fact]
    public async Task A_third_file_waits_until_one_of_two_is_stored()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        using var import = new BarImport(service.Symbols, service.Bars, service.Loader);
        using var reading = new CountdownEvent(2);
        using var release = new ManualResetEventSlim();
        Task ImportAsync(string symbol, Action first) =>
            import.ImportAsync(TestService.Ann, symbol, new WatchedStream("Date,Open,High,Low,Close,Volume\n2025-01-01,1,1,1,1,1\n2025-01-02,1,1,1,1,1\n"u8.ToArray(), first), new BarCsvOptions(), Cancel);
        Task OnAThreadAsync(string symbol) => Task.Factory.StartNew(() => ImportAsync(symbol, () =>
        {
            reading.Signal();
            release.Wait(Cancel);
        }), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var two = new[] { OnAThreadAsync("DAX"), OnAThreadAsync("NDX") };
        reading.Wait(Cancel);

        var isRead = false;
        var third = ImportAsync("DJI", () => isRead = true);
        Assert.False(isRead);
        release.Set();
        await Task.WhenAll([.. two, third]);
        Assert.True(isRead);
    }

    /// <summary>Calls before its first byte is read.</summary>
    private sealed class WatchedStream(byte[] content, Action first) : MemoryStream(content)
    {
        private bool _isRead;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (!_isRead) first();
            _isRead = true;
            return base.Read(buffer, offset, count);
        }
    }
}
