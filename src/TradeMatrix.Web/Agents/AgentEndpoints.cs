using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Agents;

/// <summary>What agents found: analyses and setups.</summary>
internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Agents").WithErrors();
        group.MapGet("/analyses", AnalysesAsync).Needs(Scope.Read).Answers(AgentExamples.Analyses).WithSummary("What ChartWatcher saw, newest first").WithQuery(
            ("symbol", "Symbol or alias", "DAX"), ("timeframe", "Timeframe in any spelling", "15m"), ("limit", "How many, 1 to 200; by default 50", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapGet("/setups", SetupsAsync).Needs(Scope.Read).Answers(AgentExamples.Setups).WithSummary("Setups that agents found, newest first").WithQuery(
            ("symbol", "Symbol or alias", "DAX"), ("alive", "true for those that wait or run, false for the others", "true"), ("limit", "How many, 1 to 200; by default 50", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapDelete("/setups/{id}", CancelAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Ends a setup that waits or runs: it is followed no longer");
    }

    private static async Task<IResult> AnalysesAsync(HttpContext context, AnalysisStore analyses, SymbolStore symbols, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (symbol, timeframe, limit, after) = (fields.Text("symbol", 80), fields.Timeframe("timeframe"), fields.Int("limit", 1, 200) ?? 50, fields.Cursor());
        fields.ThrowIfWrong();
        var found = await analyses.ListAsync(context.Caller(), await IdsAsync(context, symbols, symbol).ConfigureAwait(false), timeframe?.ToString(), limit, after, context.RequestAborted).ConfigureAwait(false);
        var root = settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request);
        return ChartEndpoints.Json(new AnalysisList([.. found.Rows.Select(a => AnalysisItem.Of(a, root))], found.Next?.ToString()));
    }

    private static async Task<IResult> SetupsAsync(HttpContext context, SetupStore setups, SymbolStore symbols)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (symbol, alive, limit, after) = (fields.Text("symbol", 80), fields.Flag("alive"), fields.Int("limit", 1, 200) ?? 50, fields.Cursor());
        fields.ThrowIfWrong();
        var found = await setups.ListAsync(context.Caller(), await IdsAsync(context, symbols, symbol).ConfigureAwait(false), alive, limit, after, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new SetupList([.. found.Rows.Select(SetupItem.Of)], found.Next?.ToString()));
    }

    private static async Task<IResult> CancelAsync(HttpContext context, string id, SetupStore setups, TimeProvider clock)
    {
        if (!Guid.TryParse(id, out var setup)) throw ServiceException.Invalid("id", id, "a UUID");
        await setups.CancelAsync(context.Caller(), setup, clock.GetUtcNow().UtcDateTime, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    /// <summary>The caller's symbol and the catalogue's entry that it was copied from.</summary>
    private static async Task<IReadOnlyList<Guid>?> IdsAsync(HttpContext context, SymbolStore symbols, string? name)
    {
        if (name is null) return null;
        var symbol = await symbols.GetAsync(context.Caller(), name, context.RequestAborted).ConfigureAwait(false);
        return symbol.CatalogueId is { } entry ? [symbol.Id, entry] : [symbol.Id];
    }
}
