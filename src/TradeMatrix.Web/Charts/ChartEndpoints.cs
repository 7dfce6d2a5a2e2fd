using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Charts;

/// <summary>Charts, their snapshots and their configuration: <c>/api/v1/charts</c>.</summary>
internal static class ChartEndpoints
{
    public static void MapCharts(this IEndpointRouteBuilder app)
    {
        var charts = app.MapGroup("/api/v1/charts").WithTags("Charts").WithErrors();
        charts.MapPost("/generate", GenerateAsync).Needs(Scope.Write).Answers(Examples.Chart)
            .WithSummary("Draws a chart").WithDescription("Answers JSON, or the picture itself when Accept names an image type.")
            .WithJsonBody<GenerateBody>("""{"symbol":"DAX","timeframe":"1h","agent_name":"ChartWatcher","custom_indicators":["EMA_20","RSI@tv-basicstudies","Bollinger Bands"],"overrides":{"theme":"dark","width":1200}}""");
        charts.MapGet("/image", ImageAsync).Needs(Scope.Read).AnswersPicture().WithSummary("A chart's picture, without a snapshot").WithQuery(
            ("symbol", "Symbol or alias", "DAX"), ("timeframe", "Timeframe in any usual spelling; by default the symbol's", "1h"), ("studies", "Studies, separated by semicolons, in place of the configuration's", "EMA:20;BB:20,close,2;RSI"),
            ("profile", "scalping, intraday, swing, clean, morning, us-open or news", "clean"), ("width", "Pixels, 300 to 4096", "1200"), ("height", "Pixels, 200 to 4096", "800"), ("bars", "Bars shown, 2 to 20000", "120"),
            ("range", "1D 5D 1M 3M 6M 1Y 5Y ALL DTD WTD MTD YTD", "3M"), ("theme", "light or dark", "dark"), ("style", "candle, bar, line, area, heikinAshi, hollowCandle, baseline, hiLo or column", "candle"),
            ("scale", "regular, percent, indexedTo100 or logarithmic", "regular"), ("timezone", "IANA zone of the time scale", "Europe/Berlin"), ("as_of", "Draws the chart as it stood at this time", "2025-06-30"), ("format", "png, jpeg, webp, svg or pdf", "png"));
        charts.MapGet("/snapshots", ListAsync).Needs(Scope.Read).Answers(Examples.Snapshots).WithSummary("Snapshots, newest first").WithQuery(
            ("symbol", "Symbol or alias", "DAX"), ("timeframe", "Timeframe in any usual spelling", "1h"), ("agent", "Agent that made them", "ChartWatcher"), ("from", "Made at or after", "2026-01-01"), ("to", "Made before", "2026-02-01"),
            ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""), ("offset", "How many to pass over; a cursor is faster", "0"));
        charts.MapDelete("/snapshots/{id}", DeleteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes a snapshot");
        charts.MapGet("/latest/{**symbol}", LatestAsync).Needs(Scope.Read).Answers(Examples.Snapshot).WithSummary("A symbol's newest snapshot").WithQuery(("timeframe", "Timeframe in any usual spelling", "1h"));
        charts.MapGet("/config/{**symbol}", GetConfigAsync).Needs(Scope.Read).Answers(Examples.Config).WithSummary("A symbol's chart configuration");
        charts.MapPut("/config/{**symbol}", PutConfigAsync).Needs(Scope.Write).Answers(Examples.Config).WithSummary("Sets a symbol's chart configuration")
            .WithJsonBody<ConfigBody>(JsonSerializer.Serialize(Examples.Config, Errors.ErrorHandling.Json));
        charts.MapPost("/cleanup", CleanupAsync).Needs(Scope.Admin).Answers(Examples.Cleanup).WithSummary("Removes expired snapshots and heals what a crash left")
            .WithQuery(("force", "Also when pictures and database do not fit together, and more than a crash leaves would go; by default false", "false"));
    }

    private static async Task<IResult> GenerateAsync(HttpContext context, ChartService service, ServiceSettings settings)
    {
        var request = GenerateBody.Read(await RequestFields.ReadAsync(context.Request).ConfigureAwait(false));
        var answer = await service.GenerateAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false);
        if (WantsPicture(context.Request)) return Picture(context, answer);
        var root = settings.PublicUrl ?? RootOf(context.Request);
        return Json(new GenerateAnswer(
            true, answer.Snapshot is { } s ? new Uri(root, s.ChartUrl).AbsoluteUri : null, answer.Snapshot?.Id, answer.WasCached, answer.RemainingRequests, answer.Picture.Provider, answer.Notices,
            answer.Picture.AltText, answer.Picture.DataAsOf, answer.Snapshot?.ExpiresAt, JsonNode.Parse(ChartSpecJson.Write(answer.Spec))!));
    }

    private static async Task<IResult> ImageAsync(HttpContext context, ChartService service) =>
        Picture(context, await service.GenerateAsync(context.Caller(), GenerateBody.ReadQuery(context.Request.Query), context.RequestAborted).ConfigureAwait(false));

    private static async Task<IResult> ListAsync(HttpContext context, SnapshotStore snapshots, SymbolStore symbols, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (symbol, timeframe, agent) = (fields.Text("symbol", 80), fields.Timeframe("timeframe"), fields.Text("agent", 50));
        var (from, to) = (fields.Time("from"), fields.Time("to"));
        var (limit, offset) = (fields.Int("limit", 1, 200) ?? 50, fields.Int("offset", 0, 1_000_000) ?? 0);
        var after = fields.Cursor();
        fields.ThrowIfWrong();
        var found = symbol is null ? null : await symbols.GetAsync(context.Caller(), symbol, context.RequestAborted).ConfigureAwait(false);
        var page = await snapshots.ListAsync(context.Caller(), new SnapshotFilter
        {
            SymbolIds = found is null ? null : found.CatalogueId is { } entry ? [found.Id, entry] : [found.Id],
            Timeframe = timeframe?.ToString(), Agent = agent, From = from, To = to, Limit = limit, Offset = offset, After = after,
        }, context.RequestAborted).ConfigureAwait(false);
        var root = settings.PublicUrl ?? RootOf(context.Request);
        return Json(new SnapshotList([.. page.Snapshots.Select(s => SnapshotItem.Of(s, root))], page.Total, limit, offset, page.Next?.ToString()));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, SnapshotStore snapshots)
    {
        await snapshots.DeleteAsync(context.Caller(), Guid.TryParse(id, out var guid) ? guid : throw ServiceException.Invalid("id", id, "a UUID"), context.RequestAborted).ConfigureAwait(false);
        return Json(new Done());
    }

    private static async Task<IResult> LatestAsync(HttpContext context, RouteSymbol symbol, SnapshotStore snapshots, SymbolStore symbols, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var timeframe = fields.Timeframe("timeframe")?.ToString();
        fields.ThrowIfWrong();
        var found = await symbols.GetAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false);
        var newest = await snapshots.NewestAsync(context.Caller(), s => (s.SymbolId == found.Id || s.SymbolId == found.CatalogueId) && (timeframe == null || s.Timeframe == timeframe), context.RequestAborted).ConfigureAwait(false);
        return newest is null ? throw new ServiceException(ErrorCode.NotFound, $"symbol: '{found.Symbol}' must have a snapshot") : Json(SnapshotItem.Of(newest, settings.PublicUrl ?? RootOf(context.Request)));
    }

    private static async Task<IResult> GetConfigAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols) =>
        Json(JsonNode.Parse((await symbols.GetAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false)).ChartConfig));

    private static async Task<IResult> PutConfigAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols)
    {
        var body = await RequestFields.ReadBodyAsync(context.Request).ConfigureAwait(false);
        if (body["chart_config"] is JsonObject inner && body.Count == 1) body = inner;
        ChartConfig.Read(body);
        return Json(JsonNode.Parse((await symbols.ConfigureAsync(context.Caller(), symbol.Name, body.ToJsonString(), context.RequestAborted).ConfigureAwait(false)).ChartConfig));
    }

    private static async Task<IResult> CleanupAsync(HttpContext context, SnapshotStore snapshots)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var force = fields.Flag("force") ?? false;
        fields.ThrowIfWrong();
        var result = await snapshots.CleanupAsync(force, context.RequestAborted).ConfigureAwait(false);
        return Json(new CleanupAnswer(result.Expired, result.Broken, result.Blobs));
    }

    /// <summary>Answers with the picture itself.</summary>
    internal static IResult Picture(HttpContext context, ChartAnswer answer)
    {
        Tell(context, answer);
        context.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(answer.Picture.Bytes, MediaTypes.Of(answer.Picture.Format), entityTag: new EntityTagHeaderValue($"\"{answer.Picture.ETag}\""));
    }

    /// <summary>Says in headers how a picture came about.</summary>
    internal static void Tell(HttpContext context, ChartAnswer answer)
    {
        var headers = context.Response.Headers;
        headers["X-Chart-Provider"] = answer.Picture.Provider;
        headers["X-Chart-Cached"] = answer.WasCached ? "true" : "false";
        headers["X-Chart-Data-As-Of"] = answer.Picture.DataAsOf.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        if (answer.Snapshot is { } snapshot) headers["X-Snapshot-Id"] = snapshot.Id.ToString();
        if (answer.Notices.Count > 0) headers["X-Chart-Notices"] = Ascii(string.Join("; ", answer.Notices));
    }

    /// <summary>A text as a header may hold it.</summary>
    internal static string Ascii(string text) => new([.. text.Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    private static bool WantsPicture(HttpRequest request) => request.GetTypedHeaders().Accept.Any(a => a.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || a.MediaType == "application/pdf");

    internal static Uri RootOf(HttpRequest request) => new($"{request.Scheme}://{request.Host}");

    internal static IResult Json<T>(T value) => Results.Json(value, Errors.ErrorHandling.Json);
}
