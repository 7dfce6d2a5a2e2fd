using TradeMatrix.Core.Access;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Charts;

/// <summary>Symbols: <c>/api/v1/symbols</c>.</summary>
internal static class SymbolEndpoints
{
    public static void MapSymbols(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/symbols").WithTags("Symbols").WithErrors();
        group.MapGet("", ListAsync).Needs(Scope.Read).Answers<IReadOnlyList<SymbolItem>>([Examples.Symbol]).WithSummary("Own symbols and the shared catalogue");
        group.MapPost("", AddAsync).Needs(Scope.Write).Answers(Examples.Symbol, 201).WithSummary("Adds a symbol")
            .WithJsonBody<SymbolBody>("""{"symbol":"AAPL","alias":"Apple","type":"stock","exchange":"NASDAQ","tick_size":0.01,"timezone":"America/New_York","tv_symbol":"NASDAQ:AAPL","aliases":{"yahoo":["AAPL"],"stooq":["aapl.us"]}}""");
        group.MapGet("/{**symbol}", GetAsync).Needs(Scope.Read).Answers(Examples.Symbol).WithSummary("A symbol by any of its names");
        group.MapPatch("/{**symbol}", UpdateAsync).Needs(Scope.Write).Answers(Examples.Symbol).WithSummary("Changes, enables or disables a symbol").WithJsonBody<SymbolBody>("""{"active":false}""");
        group.MapDelete("/{**symbol}", DeleteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes a symbol with its bars and snapshots");
    }

    private static async Task<IResult> ListAsync(HttpContext context, SymbolStore symbols) =>
        ChartEndpoints.Json((await symbols.ListAsync(context.Caller(), context.RequestAborted).ConfigureAwait(false)).Select(s => SymbolItem.Of(s)));

    private static async Task<IResult> GetAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols) =>
        await AnswerAsync(context, symbols, await symbols.GetAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<IResult> AddAsync(HttpContext context, SymbolStore symbols)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var symbol = fields.Required("symbol", 40) ?? "";
        var edit = Edit(fields);
        fields.ThrowIfWrong();
        return await AnswerAsync(context, symbols, await symbols.AddAsync(context.Caller(), symbol, edit, context.RequestAborted).ConfigureAwait(false), 201).ConfigureAwait(false);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var edit = Edit(fields);
        fields.ThrowIfWrong();
        return await AnswerAsync(context, symbols, await symbols.UpdateAsync(context.Caller(), symbol.Name, edit, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols)
    {
        await symbols.DeleteAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static SymbolEdit Edit(RequestFields fields) => new()
    {
        Alias = fields.Text("alias"),
        Type = fields.Text("type"),
        Exchange = fields.Text("exchange"),
        TickSize = fields.Number("tick_size"),
        Timezone = fields.Text("timezone"),
        Active = fields.Flag("active"),
        ApiSymbol = fields.Text("api_symbol"),
        TvSymbol = fields.Text("tv_symbol"),
        Aliases = fields.TextLists("aliases"),
    };

    private static async Task<IResult> AnswerAsync(HttpContext context, SymbolStore symbols, MarketSymbol symbol, int status = 200) =>
        Results.Json(SymbolItem.Of(symbol, await symbols.AliasesAsync(context.Caller(), symbol, context.RequestAborted).ConfigureAwait(false)), Errors.ErrorHandling.Json, statusCode: status);
}
