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
    public async Task No_more_than_two_files_are_in_memory_at_once()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        using var import = new BarImport(service.Symbols, service.Bars, service.Loader);
        var (reading, most) = (0, 0);
        using var two = new ManualResetEventSlim();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await service.Symbols.AddAsync(TestService.Ann, $"S{i}", new(), Cancel);
            using var csv = new WatchedStream(Encoding.UTF8.GetBytes("Date,Open,High,Low,Close,Volume\n2025-01-01,1,1,1,1,1\n2025-01-02,1,1,1,1,1\n"), () =>
            {
                var now = Interlocked.Increment(ref reading);
                InterlockedMax(ref most, now);
                if (now == 2) two.Set();
                two.Wait(Cancel);
                Interlocked.Decrement(ref reading);
            });
            await import.ImportAsync(TestService.Ann, $"S{i}", csv, new BarCsvOptions(), Cancel);
        }, Cancel)));
        Assert.Equal(2, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }

    /// <summary>Calls when its first byte is read.</summary>
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
