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
        var import = new BarImport(service.Symbols, service.Bars, service.Loader);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("Date,Open,High,Low,Close,Volume\n" + rows));

        var refused = await Assert.ThrowsAsync<ServiceException>(() => import.ImportAsync(TestService.Ann, "DAX", csv, new BarCsvOptions(), Cancel));

        Assert.Equal(field, Assert.Single(refused.Problems).Path);
        var symbol = await service.Symbols.GetAsync(TestService.Ann, "DAX", Cancel);
        Assert.Null(symbol.UserId);
        Assert.Empty(await service.Bars.SeriesAsync(TestService.Ann, symbol.Id, Cancel));
    }
}
