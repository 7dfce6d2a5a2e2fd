using TradeMatrix.Core.Access;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Settings;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Journal;

/// <summary>The journal: <c>/api/v1/journal</c>.</summary>
internal static class JournalEndpoints
{
    public static void MapJournal(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/journal").WithTags("Journal").WithErrors();
        group.MapGet("", ListAsync).Needs(Scope.Read).Answers(JournalExamples.Entries).WithSummary("Journal entries, newest first").WithQuery(
            ("entry_type", "decision, trade, analysis or note", "trade"), ("symbol", "Symbol as the entry has it", "DAX"), ("trade_id", "The trade it is about", ""), ("from", "Written at or after", "2026-01-01"), ("to", "Written before", "2026-02-01"),
            ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapPost("", AddAsync).Needs(Scope.Write).Answers(JournalExamples.Entry, 201).WithSummary("Adds a note, a decision or an analysis")
            .WithJsonBody<JournalBody>("""{"entry_type":"decision","symbol":"DAX","decision":"rejected","content":"Reward below risk"}""");
        group.MapGet("/{id}", GetAsync).Needs(Scope.Read).Answers(JournalExamples.Entry).WithSummary("A journal entry");
        group.MapPatch("/{id}", EditAsync).Needs(Scope.Write).Answers(JournalExamples.Entry).WithSummary("Changes an entry; of a trade's entry the notes").WithJsonBody<JournalBody>("""{"notes":"Patient entry","version":1}""");
        group.MapDelete("/{id}", DeleteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes an entry; that of a closed trade is written again by the next run");
    }

    private static async Task<IResult> ListAsync(HttpContext context, JournalStore journal, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var trade = fields.Text("trade_id", 40);
        var filter = new JournalFilter
        {
            EntryType = fields.Choice("entry_type", EntryType.All), Symbol = fields.Text("symbol", 80), From = fields.Time("from"), To = fields.Time("to"), Limit = fields.Int("limit", 1, 200) ?? 50, After = fields.Cursor(),
        };
        if (trade is not null && !Guid.TryParse(trade, out _)) fields.Add("trade_id", trade, "a UUID");
        fields.ThrowIfWrong();
        var page = await journal.ListAsync(context.Caller(), trade is null ? filter : filter with { TradeId = Guid.Parse(trade) }, context.RequestAborted).ConfigureAwait(false);
        var root = settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request);
        return ChartEndpoints.Json(new JournalList([.. page.Rows.Select(e => JournalItem.Of(e, root))], page.Next?.ToString()));
    }

    private static async Task<IResult> AddAsync(HttpContext context, JournalStore journal, ServiceSettings settings)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var trade = fields.Text("trade_id", 40);
        if (trade is not null && !Guid.TryParse(trade, out _)) fields.Add("trade_id", trade, "a UUID");
        var edit = Edit(fields) with { EntryType = fields.Choice("entry_type", EntryType.All) };
        fields.ThrowIfWrong();
        var added = await journal.AddAsync(context.Caller(), trade is null ? edit : edit with { TradeId = Guid.Parse(trade) }, context.RequestAborted).ConfigureAwait(false);
        return Results.Json(JournalItem.Of(added, settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request)), Errors.ErrorHandling.Json, statusCode: 201);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, JournalStore journal, ServiceSettings settings) =>
        ChartEndpoints.Json(JournalItem.Of(await journal.GetAsync(context.Caller(), TradeEndpoints.IdOf(id), context.RequestAborted).ConfigureAwait(false), settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request)));

    private static async Task<IResult> EditAsync(HttpContext context, string id, JournalStore journal, ServiceSettings settings)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var (edit, version) = (Edit(fields), fields.Int("version", 1, int.MaxValue));
        fields.ThrowIfWrong();
        var changed = await journal.EditAsync(context.Caller(), TradeEndpoints.IdOf(id), edit, version, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(JournalItem.Of(changed, settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request)));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, JournalStore journal)
    {
        await journal.DeleteAsync(context.Caller(), TradeEndpoints.IdOf(id), context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static JournalEdit Edit(RequestFields fields) => new()
    {
        Symbol = fields.Text("symbol", 80), Decision = fields.Text("decision", 80), Content = fields.Words("content"), Notes = fields.Words("notes"), Context = fields.Object("context"), Metadata = fields.Object("metadata"),
    };
}
