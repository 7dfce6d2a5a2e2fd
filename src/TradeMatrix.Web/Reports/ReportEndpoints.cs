using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;
using TradeMatrix.Web.Journal;

namespace TradeMatrix.Web.Reports;

/// <summary>Reports: <c>/api/v1/reports</c>, each for its owner alone.</summary>
internal static class ReportEndpoints
{
    private static readonly ReportItem Example = new(
        new Guid("5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20"), "daily", "2026-02-24", new DateOnly(2026, 2, 24), "Daily Trading Report - 2026-02-24", "1 of 1 trade won and 0 lost; together +97.50 EUR.", "completed",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["pdf"] = "http://127.0.0.1:8080/api/v1/reports/5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20.pdf" }, [], JsonNode.Parse("""{"EUR":{"trades":1,"wins":1,"pnl":97.5}}"""), new JsonObject(),
        new DateTime(2026, 2, 24, 20, 0, 0, DateTimeKind.Utc));

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/reports").WithTags("Reports").WithErrors();
        group.MapGet("", ListAsync).Needs(Scope.Read).Answers(new ReportPage([Example], null)).WithSummary("Reports, newest day first")
            .WithQuery(("type", "daily, weekly, monthly and others", "daily"), ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapGet("/{id}", GetAsync).Needs(Scope.Read).Answers(Example).WithSummary("A report, or with .pdf, .docx, .html or .json after its id the file");
        group.MapDelete("/{id}", DeleteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes a report with its files, so that it may be written again");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReportStore reports, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (type, limit, after) = (fields.Text("type", 40), fields.Int("limit", 1, 200) ?? 50, fields.Cursor());
        fields.ThrowIfWrong();
        var page = await reports.ListAsync(context.Caller(), type, limit, after, context.RequestAborted).ConfigureAwait(false);
        var root = settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request);
        return ChartEndpoints.Json(new ReportPage([.. page.Rows.Select(r => ReportItem.Of(r, root))], page.Next?.ToString()));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, ReportStore reports, ServiceSettings settings)
    {
        var dot = id.IndexOf('.');
        var report = await reports.GetAsync(context.Caller(), TradeEndpoints.IdOf(dot < 0 ? id : id[..dot]), context.RequestAborted).ConfigureAwait(false);
        if (dot < 0) return ChartEndpoints.Json(ReportItem.Of(report, settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request)));
        var format = id[(dot + 1)..];
        var bytes = await reports.OpenAsync(context.Caller(), report, format, context.RequestAborted).ConfigureAwait(false);
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        // A report needs nothing from elsewhere and runs nothing.
        if (format == "html") headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";
        headers.ContentDisposition = new ContentDispositionHeaderValue("inline") { FileName = $"{report.Slug}.{format}" }.ToString();
        return Results.Bytes(bytes, MediaTypes.Of(format), entityTag: new EntityTagHeaderValue($"\"{ReportStore.FilesOf(report).First(f => f.Format == format).Key[..64]}\""));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, ReportStore reports)
    {
        await reports.DeleteAsync(context.Caller(), TradeEndpoints.IdOf(id), context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }
}
