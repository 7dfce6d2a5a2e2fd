using System.Text.Json.Nodes;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Core.Charts;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Charts;

public sealed class ChartServiceTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_chart_is_drawn_once_and_kept_once(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var request = new ChartRequest { Symbol = "GER40", Agent = "ChartWatcher", Timeframe = Charting.Bars.Timeframe.D1 };

        var first = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);
        var second = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);

        Assert.False(first.WasCached);
        Assert.True(second.WasCached);
        Assert.Equal(first.Snapshot!.Id, second.Snapshot!.Id);
        Assert.Equal(("analysis", "embedded", "1D", 1200, 800), (first.Snapshot.TriggerType, first.Snapshot.Provider, first.Snapshot.Timeframe, first.Snapshot.Width!.Value, first.Snapshot.Height!.Value));
        Assert.Equal(new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc), first.Snapshot.DataAsOf);
        Assert.Equal(first.Snapshot.CreatedAt.AddDays(60), first.Snapshot.ExpiresAt);
        Assert.Equal(first.Picture.Bytes, (await service.Snapshots.OpenAsync(first.Snapshot.Id, Cancel))!.Bytes);
        Assert.Equal("DAX", (string?)JsonNode.Parse(first.Snapshot.Metadata)!["spec"]!["symbol"]);
    }

    [Fact]
    public async Task New_bars_make_a_new_picture()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var symbol = await service.GiveBarsAsync(TestService.Ann, "DAX");
        var request = new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.D1 };
        var before = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);
        var last = TestService.Days(1)[0];
        await service.Bars.WriteAsync(TestService.Ann, symbol, Charting.Bars.Timeframe.D1, Charting.Bars.BarSeries.From([last with { Close = last.High, Time = last.Time }]), "import", Cancel);
        service.Loader.Forget(symbol.Id);
        var after = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);

        Assert.False(after.WasCached);
        Assert.NotEqual(before.Snapshot!.Id, after.Snapshot!.Id);
        Assert.NotEqual(before.Picture.ETag, after.Picture.ETag);
        Assert.NotNull((await service.Snapshots.OpenAsync(before.Snapshot.Id, Cancel))!.Bytes);
    }

    [Fact]
    public async Task A_thousand_equal_requests_at_once_draw_one_picture()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var request = new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.D1, SaveSnapshot = false };
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, 1000).Select(async _ =>
        {
            await start.Task;
            return await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);
        }).ToList();
        start.SetResult();
        var answers = await Task.WhenAll(all);
        Assert.Single(answers, a => !a.WasCached);
        Assert.Single(answers.Select(a => a.Picture.ETag).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_user_has_neither_the_bars_nor_the_snapshots()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Postgres);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var request = new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.D1 };
        var anns = await service.Charts.GenerateAsync(TestService.Ann, request, Cancel);

        Assert.Equal(ErrorCode.NoData, (await Assert.ThrowsAsync<ServiceException>(() => service.Charts.GenerateAsync(TestService.Bob, request, Cancel))).Code);
        await service.GiveBarsAsync(TestService.Bob, "DAX");
        var bobs = await service.Charts.GenerateAsync(TestService.Bob, request, Cancel);
        Assert.NotEqual(anns.Snapshot!.Id, bobs.Snapshot!.Id);
        Assert.Equal(TestService.Bob.UserId, bobs.Snapshot.UserId);
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Svg)]
    [InlineData(PictureFormat.Pdf)]
    public async Task Every_format_is_kept(PictureFormat format)
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var answer = await service.Charts.GenerateAsync(TestService.Ann, new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.D1, Format = format }, Cancel);
        Assert.Equal($"/snapshots/{answer.Snapshot!.Id}.{format.ToString().ToLowerInvariant()}", answer.Snapshot.ChartUrl);
        Assert.Equal(answer.Picture.Bytes, (await service.Snapshots.OpenAsync(answer.Snapshot.Id, Cancel))!.Bytes);
    }

    [Fact]
    public async Task Longer_bars_are_put_together_from_shorter_ones()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        var answer = await service.Charts.GenerateAsync(TestService.Ann, new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.W1, SaveSnapshot = false }, Cancel);
        Assert.Equal(new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc), answer.Picture.DataAsOf);
        Assert.Equal(ErrorCode.NoData, (await Assert.ThrowsAsync<ServiceException>(() =>
            service.Charts.GenerateAsync(TestService.Ann, new ChartRequest { Symbol = "DAX", Timeframe = Charting.Bars.Timeframe.H1 }, Cancel))).Code);
    }
}
