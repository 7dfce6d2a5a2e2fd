using System.Text.Json.Nodes;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Exchanges and their symbols, from our own symbols.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchanges(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v3/tradingview/exchange").WithTags("chart-img v3").WithMetadata(ChartImgVersion.V3);
        group.MapGet("/list", ListAsync).Needs(Scope.Read).WithSummary("Exchanges");
        group.MapGet("/{id}", SymbolsAsync).Needs(Scope.Read).WithSummary("Symbols of an exchange").WithQuery(("symbol", "Part of the symbol", ""), ("type", "spot, swap, futures, index, stock, fund, forex, commodity", ""));
    }

    private static async Task<IResult> ListAsync(HttpContext context, SymbolStore symbols)
    {
        var listed = await symbols.ListingsAsync(context.Caller(), context.RequestAborted).ConfigureAwait(false);
        return Answer(listed, [.. listed.Select(l => l.Exchange).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(e => (JsonNode)e)]);
    }

    private static async Task<IResult> SymbolsAsync(HttpContext context, string id, SymbolStore symbols)
    {
        var all = await symbols.ListingsAsync(context.Caller(), context.RequestAborted).ConfigureAwait(false);
        var listed = all.Where(l => l.Exchange.Equals(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (listed.Count == 0) throw new ServiceException(ErrorCode.NotFound, "Not Found");
        var (symbol, type) = (context.Request.Query["symbol"].ToString(), context.Request.Query["type"].ToString());
        return Answer(listed, [.. listed
            .Where(l => l.Ticker.Contains(symbol, StringComparison.OrdinalIgnoreCase) && (type.Length == 0 || TypeOf(l).Equals(type, StringComparison.OrdinalIgnoreCase)))
            .Select(l => (JsonNode)Item(l))]);
    }

    private static IResult Answer(IReadOnlyList<SymbolListing> listed, JsonArray payload) =>
        ChartEndpoints.Json(new JsonObject { ["updatedAt"] = listed.Count == 0 ? null : JsonValue.Create(listed.Max(l => l.Symbol.UpdatedAt)), ["payload"] = payload });

    private static JsonObject Item(SymbolListing listing)
    {
        var slash = listing.Symbol.Symbol.IndexOf('/', StringComparison.Ordinal);
        return new JsonObject
        {
            ["symbol"] = listing.Ticker, ["description"] = listing.Symbol.Alias ?? listing.Symbol.Symbol, ["type"] = TypeOf(listing), ["exchange"] = listing.Exchange,
            ["currency_code"] = slash < 0 ? null : listing.Symbol.Symbol[(slash + 1)..], ["currency-logoid"] = null, ["base-currency-logoid"] = null, ["provider_id"] = listing.Symbol.Vendor,
            ["source2"] = new JsonObject { ["id"] = listing.Exchange, ["name"] = listing.Exchange, ["description"] = listing.Exchange }, ["source_id"] = listing.Exchange, ["typespecs"] = new JsonArray(),
        };
    }

    private static string TypeOf(SymbolListing listing) => listing.Symbol.Type == "crypto" ? "spot" : listing.Symbol.Type;
}
