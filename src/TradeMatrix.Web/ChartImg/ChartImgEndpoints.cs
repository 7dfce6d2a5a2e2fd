using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Charts.Requests;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.ChartImg;

/// <summary>The API of chart-img.com: its clients change the base address and go on.</summary>
internal static class ChartImgEndpoints
{
    public static void MapChartImg(this IEndpointRouteBuilder app)
    {
        var first = app.MapGroup("/v1/tradingview").WithTags("chart-img v1").WithMetadata(ChartImgVersion.V1);
        first.MapGet("/advanced-chart", (HttpContext c, ChartImgCharts charts) => charts.DrawAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Version1))).Needs(Scope.Read).AnswersPicture().WithSummary("A chart").WithQuery(FirstFields);
        first.MapGet("/advanced-chart/storage", (HttpContext c, ChartImgCharts charts) => charts.StoreAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Version1))).Needs(Scope.Write).WithSummary("A chart that is kept").WithQuery(FirstFields);
        first.MapGet("/mini-chart", (HttpContext c, ChartImgCharts charts) => charts.DrawAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Mini))).Needs(Scope.Read).AnswersPicture().WithSummary("A small chart").WithQuery(MiniFields);
        first.MapGet("/mini-chart/storage", (HttpContext c, ChartImgCharts charts) => charts.StoreAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Mini))).Needs(Scope.Write).WithSummary("A small chart that is kept").WithQuery(MiniFields);
        app.MapGet("/tradingview/advanced-chart", (HttpContext c, ChartImgCharts charts) => charts.DrawAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Version1)))
            .WithTags("chart-img v1").WithMetadata(ChartImgVersion.V1).Needs(Scope.Read).AnswersPicture().WithSummary("A chart, without a version in its address").WithQuery(FirstFields);
        app.MapMethods("/v1/storage/pub/{file}", ["GET", "HEAD"], SnapshotFileEndpoint.GetAsync).WithTags("chart-img v1").WithMetadata(ChartImgVersion.V1).AnswersPicture().WithSummary("A kept chart");

        var second = app.MapGroup("/v2/tradingview").WithTags("chart-img v2").WithMetadata(ChartImgVersion.V2);
        const string example = """{"symbol":"BINANCE:ETHUSDT","interval":"4h","theme":"dark","studies":[{"name":"Volume","forceOverlay":true},{"name":"MACD","override":{"Signal.linewidth":2}}],"drawings":[{"name":"Horizontal Line","input":{"price":2500,"text":"Support"}}]}""";
        second.MapPost("/advanced-chart", async (HttpContext c, ChartImgCharts charts) => await charts.DrawAsync(c, await ChartImgFields.OfBodyAsync(c.Request).ConfigureAwait(false), Dialect.Version2).ConfigureAwait(false)).Needs(Scope.Read).AnswersPicture().WithSummary("A chart").WithJsonBody<System.Text.Json.Nodes.JsonObject>(example);
        second.MapPost("/advanced-chart/storage", async (HttpContext c, ChartImgCharts charts) => await charts.StoreAsync(c, await ChartImgFields.OfBodyAsync(c.Request).ConfigureAwait(false), Dialect.Version2).ConfigureAwait(false)).Needs(Scope.Write).WithSummary("A chart that is kept").WithJsonBody<System.Text.Json.Nodes.JsonObject>(example);
        // Some clients send a query by GET.
        second.MapGet("/advanced-chart", (HttpContext c, ChartImgCharts charts) => charts.DrawAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Version2))).Needs(Scope.Read).AnswersPicture().WithSummary("A chart, from a query");
        second.MapGet("/advanced-chart/storage", (HttpContext c, ChartImgCharts charts) => charts.StoreAsync(c, ChartImgFields.OfQuery(c.Request.Query), Query(Dialect.Version2))).Needs(Scope.Write).WithSummary("A chart that is kept, from a query");

        app.MapExchanges();
        app.MapLayouts();
        foreach (var (path, version) in new[] { ("/v1", ChartImgVersion.V1), ("/v2", ChartImgVersion.V2), ("/v3", ChartImgVersion.V3), ("/tradingview", ChartImgVersion.V1) })
            app.MapFallback(path + "/{**rest}", IResult () => throw new ServiceException(ErrorCode.NotFound, "Route Not Found")).WithMetadata(version).ExcludeFromDescription();
    }

    private static readonly (string, string, string)[] FirstFields =
    [
        ("symbol", "EXCHANGE:SYMBOL", "BINANCE:BTCUSDT"), ("interval", "1m to 1Y", "4h"), ("studies", "Code with arguments; may be repeated", "EMA:50"), ("theme", "dark or light", "dark"), ("width", "Pixels, at least 320", "800"),
        ("height", "Pixels, at least 220", "600"), ("timezone", "IANA zone", "Etc/UTC"), ("style", "bar candle line area heikinAshi hollowCandle", "candle"), ("range", "1D 5D 1M 3M 6M YTD 1Y 5Y ALL", ""), ("format", "png or jpeg", "png"),
        ("strict", "Whether what is ignored or reinterpreted is an error", "false"),
    ];

    private static readonly (string, string, string)[] MiniFields =
    [
        ("symbol", "EXCHANGE:SYMBOL", "BINANCE:BTCUSDT"), ("interval", "1D 1M 3M 1Y 5Y ALL", "1M"), ("theme", "dark or light", "dark"), ("width", "Pixels, at least 320", "350"), ("height", "Pixels, at least 220", "220"), ("format", "png or jpeg", "png"),
    ];

    private static Dialect Query(Dialect dialect) => dialect with { IsQuery = true };
}
