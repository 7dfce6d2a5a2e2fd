using Hangfire;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Tasks;

/// <summary>Tasks: their schedules, calls and runs, and the page of the queue.</summary>
internal static class TaskEndpoints
{
    /// <summary>Where the page of the queue is.</summary>
    private const string Dashboard = "/jobs";

    public static void MapTasks(this WebApplication app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks").WithErrors();
        tasks.MapGet("/", ListAsync).Needs(Scope.Admin).Answers(Examples.Tasks).WithSummary("All tasks with their schedules, next and last runs");
        tasks.MapPost("/{name}/run", CallAsync).Needs(Scope.Admin).Answers(Examples.TaskRun, StatusCodes.Status202Accepted).WithSummary("Calls a task; the run it starts is found by its id");
        tasks.MapGet("/runs", HistoryAsync).Needs(Scope.Admin).Answers(Examples.TaskRuns).WithSummary("Runs, newest first")
            .WithQuery(("task", "Runs of this task alone", "snapshots.cleanup_expired"), ("limit", "How many, 1 to 200; by default 50", "50"), ("before", "Only those called before this time", "2026-03-03T12:00:00Z"));
        tasks.MapGet("/runs/{id}", FindAsync).Needs(Scope.Admin).Answers(Examples.TaskRun).WithSummary("A run");

        // The page looks its own services up by this type, and is given the storage of this server.
        app.MapHangfireDashboard(Dashboard, new DashboardOptions { Authorization = [], AppPath = null, DisplayStorageConnectionString = false, DashboardTitle = "TradeMatrix: tasks" }, app.Services.GetRequiredService<JobStorage>())
            .Needs(Scope.Admin).WithMetadata(new SignInByBrowser());
    }

    private static async Task<IResult> ListAsync(HttpContext context, TaskRegistry registry, TaskRuns runs, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var latest = (await runs.LatestAsync(context.RequestAborted).ConfigureAwait(false)).ToDictionary(r => r.Task, StringComparer.Ordinal);
        return ChartEndpoints.Json(registry.All.Select(t => t.Definition).Select(d => new TaskItem(
            d.Name, d.Summary, registry.ScheduleOf(d.Name)?.Text, registry.ScheduleOf(d.Name)?.After(now), d.TakesSymbols, latest.TryGetValue(d.Name, out var last) ? TaskRunItem.Of(last) : null)));
    }

    private static async Task<IResult> CallAsync(HttpContext context, string name, TaskQueue queue)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var symbols = fields.Texts("symbols") ?? [];
        fields.ThrowIfWrong();
        var run = await queue.CallAsync(name, symbols, context.Caller().UserId?.ToString() ?? "service", context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return ChartEndpoints.Json(TaskRunItem.Of(run));
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, TaskRuns runs, TaskRegistry registry)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (limit, before, task) = (fields.Int("limit", 1, 200) ?? 50, fields.Time("before"), fields.Text("task"));
        fields.ThrowIfWrong();
        if (task is not null) registry.Get(task);
        return ChartEndpoints.Json((await runs.HistoryAsync(task, limit, before, context.RequestAborted).ConfigureAwait(false)).Select(TaskRunItem.Of));
    }

    private static async Task<IResult> FindAsync(HttpContext context, string id, TaskRuns runs) =>
        Guid.TryParse(id, out var run) && await runs.FindAsync(run, context.RequestAborted).ConfigureAwait(false) is { } found
            ? ChartEndpoints.Json(TaskRunItem.Of(found))
            : throw new ServiceException(ErrorCode.NotFound, $"run: '{id}' must be the id of a run");
}
