using System.Globalization;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Charts;

/// <summary>The upstream quota and its history.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder app)
    {
        var charts = app.MapGroup("/api/v1/charts").WithTags("Usage").WithErrors();
        charts.MapGet("/rate-limit", RateLimitAsync).Needs(Scope.Read).Answers(Examples.Quota).WithSummary("The upstream quota: limits, used and left");
        charts.MapGet("/usage", UsageAsync).Needs(Scope.Admin).Answers(Examples.Usage).WithSummary("Charts drawn by day, agent and provider").WithQuery(("days", "How many days back, 1 to 366; by default 30", "30"));
    }

    private static async Task<IResult> RateLimitAsync(HttpContext context, IQuota quota)
    {
        var status = await quota.StatusAsync(context.RequestAborted).ConfigureAwait(false);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit-Daily"] = status.DailyLimit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining-Daily"] = status.DailyRemaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset-Daily"] = status.ResetAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Limit-Second"] = status.PerSecondLimit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining-Second"] = status.SecondRemaining.ToString(CultureInfo.InvariantCulture);
        return ChartEndpoints.Json(new RateLimit(status.DailyLimit, status.DailyUsed, status.DailyRemaining, status.PerSecondLimit, status.SecondRemaining, Math.Round(status.Percentage, 1), status.Level.ToString().ToLowerInvariant(), status.ResetAt));
    }

    private static async Task<IResult> UsageAsync(HttpContext context, UsageHistory history, TimeProvider clock)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var days = fields.Int("days", 1, 366) ?? 30;
        fields.ThrowIfWrong();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return ChartEndpoints.Json(await history.HistoryAsync(today.AddDays(1 - days), today, context.RequestAborted).ConfigureAwait(false));
    }
}
