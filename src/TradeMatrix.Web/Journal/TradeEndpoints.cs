using Microsoft.AspNetCore.Http.Features;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Journal;

/// <summary>Trades: <c>/api/v1/trades</c>.</summary>
internal static class TradeEndpoints
{
    /// <summary>Largest file of trades over HTTP, with what a form adds.</summary>
    private const int LargestImport = 17 << 20;

    public static void MapTrades(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/trades").WithTags("Trades").WithErrors();
        group.MapGet("", ListAsync).Needs(Scope.Read).Answers(JournalExamples.Trades).WithSummary("Trades, newest entry first").WithQuery(
            ("symbol", "Symbol as the trade has it", "DAX"), ("status", "open, closed or cancelled", "open"), ("side", "long or short", "long"), ("strategy", "Strategy", ""), ("setup", "Setup", "asia_sweep"), ("tag", "A tag", "morning"),
            ("source", "manual, or the format of an import", "metatrader"), ("from", "Entered at or after", "2026-01-01"), ("to", "Entered before", "2026-02-01"), ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapPost("", AddAsync).Needs(Scope.Write).Answers(JournalExamples.Trade, 201).WithSummary("Adds a trade; one with an exit is closed")
            .WithJsonBody<TradeBody>("""{"symbol":"DAX","side":"long","entry_price":19500,"position_size":1,"stop_loss":19450,"take_profit":19650,"entry_time":"2026-02-24T10:15:00+01:00","currency":"EUR","setup":"asia_sweep","timeframe":"15m"}""");
        group.MapPost("/import", ImportAsync).Needs(Scope.Write).Answers(JournalExamples.Import).WithSummary("Takes a file of trades")
            .WithDescription("MetaTrader, Interactive Brokers, Binance and a table with one trade a row are recognised. The body is the CSV itself, or a form with it as a file.").WithBody("text/csv")
            .WithQuery(("format", "One of " + string.Join(", ", TradeFormat.All.Select(f => f.Name)) + "; by default recognised", ""), ("timezone", "IANA zone of times without an offset; by default the format's", "Europe/Berlin"), ("currency", "Currency where the file names none", "EUR"));
        group.MapGet("/{id}", GetAsync).Needs(Scope.Read).Answers(JournalExamples.Trade).WithSummary("A trade");
        group.MapPatch("/{id}", EditAsync).Needs(Scope.Write).Answers(JournalExamples.Trade).WithSummary("Changes a trade").WithJsonBody<TradeBody>("""{"stop_loss":19500,"notes":"Stop to the entry","version":1}""");
        group.MapPost("/{id}/close", CloseAsync).Needs(Scope.Write).Answers(JournalExamples.Trade).WithSummary("Closes an open trade").WithJsonBody<CloseBody>("""{"exit_price":19600,"version":1}""");
        group.MapPost("/{id}/cancel", CancelAsync).Needs(Scope.Write).Answers(JournalExamples.Trade).WithSummary("Cancels an open trade, so that it counts nowhere");
        group.MapDelete("/{id}", DeleteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes a trade with its journal entry");
    }

    private static async Task<IResult> ListAsync(HttpContext context, TradeStore trades)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var filter = new TradeFilter
        {
            Symbol = fields.Text("symbol", 80), Status = fields.Choice("status", TradeStatus.All), Side = fields.Choice("side", ["long", "short"]), Strategy = fields.Text("strategy", 80), Setup = fields.Text("setup", 80), Tag = fields.Text("tag", 80),
            Source = fields.Text("source", 80), From = fields.Time("from"), To = fields.Time("to"), Limit = fields.Int("limit", 1, 200) ?? 50, After = fields.Cursor(),
        };
        fields.ThrowIfWrong();
        var page = await trades.ListAsync(context.Caller(), filter, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new TradeList([.. page.Rows.Select(TradeItem.Of)], page.Next?.ToString()));
    }

    private static async Task<IResult> AddAsync(HttpContext context, TradeStore trades)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var edit = Edit(fields);
        fields.ThrowIfWrong();
        return Results.Json(TradeItem.Of(await trades.AddAsync(context.Caller(), edit, context.RequestAborted).ConfigureAwait(false)), Errors.ErrorHandling.Json, statusCode: 201);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, TradeStore trades) =>
        ChartEndpoints.Json(TradeItem.Of(await trades.GetAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false)));

    private static async Task<IResult> EditAsync(HttpContext context, string id, TradeStore trades)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var (edit, version) = (Edit(fields), fields.Int("version", 1, int.MaxValue));
        fields.ThrowIfWrong();
        return ChartEndpoints.Json(TradeItem.Of(await trades.EditAsync(context.Caller(), IdOf(id), edit, version, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> CloseAsync(HttpContext context, string id, TradeStore trades)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var (price, time, version) = (fields.Number("exit_price"), fields.Time("exit_time"), fields.Int("version", 1, int.MaxValue));
        if (price is null) fields.Add("exit_price", "missing", "a price above 0");
        fields.ThrowIfWrong();
        return ChartEndpoints.Json(TradeItem.Of(await trades.CloseAsync(context.Caller(), IdOf(id), price!.Value, time, version, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> CancelAsync(HttpContext context, string id, TradeStore trades)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var version = fields.Int("version", 1, int.MaxValue);
        fields.ThrowIfWrong();
        return ChartEndpoints.Json(TradeItem.Of(await trades.CancelAsync(context.Caller(), IdOf(id), version, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, TradeStore trades)
    {
        await trades.DeleteAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static async Task<IResult> ImportAsync(HttpContext context, TradeImport import)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestImport;
        var fields = RequestFields.Of(context.Request.Query);
        var options = new TradeImportOptions { Format = fields.Text("format", 80), Zone = fields.Text("timezone", 80), Currency = fields.Text("currency", 10) };
        fields.ThrowIfWrong();
        // Into a file while it comes, so that slow clients fill no memory.
        context.Request.EnableBuffering(bufferThreshold: 1 << 16, LargestImport);
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            if (form.Files is not [var file]) throw ServiceException.Invalid("file", $"{form.Files.Count} files", "one file in the form");
            var content = file.OpenReadStream();
            await using (content.ConfigureAwait(false)) return ChartEndpoints.Json(await import.ImportAsync(context.Caller(), content, options, context.RequestAborted).ConfigureAwait(false));
        }
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        context.Request.Body.Position = 0;
        return ChartEndpoints.Json(await import.ImportAsync(context.Caller(), context.Request.Body, options, context.RequestAborted).ConfigureAwait(false));
    }

    private static TradeEdit Edit(RequestFields fields) => new()
    {
        Symbol = fields.Text("symbol", 80), Side = fields.Choice("side", ["long", "short"]), EntryPrice = fields.Number("entry_price"), ExitPrice = fields.Number("exit_price"), PositionSize = fields.Number("position_size"),
        Multiplier = fields.Number("multiplier"), InitialStopLoss = fields.Number("initial_stop_loss"), StopLoss = fields.Number("stop_loss"), TakeProfit = fields.Number("take_profit"), Pnl = fields.Number("pnl"),
        Commission = fields.Number("commission"), Swap = fields.Number("swap"), Currency = fields.Text("currency", 10), Strategy = fields.Text("strategy", 80), Setup = fields.Text("setup", 80), Timeframe = fields.Timeframe("timeframe")?.ToString(),
        EntryTime = fields.Time("entry_time"), ExitTime = fields.Time("exit_time"), Notes = fields.Words("notes"), Tags = fields.Texts("tags"), Metadata = fields.Object("metadata"),
    };

    internal static Guid IdOf(string id) => Guid.TryParse(id, out var guid) ? guid : throw ServiceException.Invalid("id", id, "a UUID");
}
