using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Tasks;

public sealed class TaskRunnerTests(Servers servers)
{
    private readonly FakeTask _task = new(new TaskDefinition("test.task", "A test") { TimeLimit = TimeSpan.FromMinutes(10), Expiry = TimeSpan.FromMinutes(30), TakesSymbols = true });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_run_with_parts_ends_with_the_last_of_them_and_has_the_sum_of_their_results(DatabaseKind kind)
    {
        await using var service = await ServeAsync(kind);
        _task.Parts = 8;
        var run = await CallAsync(service, "DAX", "NDX");
        var parts = new List<TaskRun>();
        await Runner(service).RunAsync(run.Id, Collect(parts), Cancel);
        Assert.Equal((TaskState.Running, 8), ((await FindAsync(service, run)).State, parts.Count));

        await Task.WhenAll(parts.Select(p => Runner(service).RunAsync(p.Id, Collect([]), Cancel)));

        var done = await FindAsync(service, run);
        Assert.Equal((TaskState.Succeeded, 8), (done.State, (int)JsonNode.Parse(done.Result!)!["done"]!));
        Assert.Equal(Enumerable.Range(0, 8), JsonNode.Parse(done.Result!)!["names"]!.AsArray().Select(n => (int)n!));
        Assert.Equal(run.Id, Assert.Single(_task.Calls.Select(c => c.RunId).Distinct()));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_run_that_was_killed_goes_on_with_the_parts_that_are_left(DatabaseKind kind)
    {
        await using var service = await ServeAsync(kind);
        _task.Parts = 3;
        var run = await CallAsync(service);
        var (first, second) = (new List<TaskRun>(), new List<TaskRun>());
        await Runner(service).RunAsync(run.Id, Collect(first), Cancel);
        await Runner(service).RunAsync(first[0].Id, Collect([]), Cancel);

        await Runner(service).RunAsync(run.Id, Collect(second), Cancel);
        Assert.Equal(first.Skip(1).Select(p => p.Id).Order(), second.Select(p => p.Id).Order());
        foreach (var part in first) await Runner(service).RunAsync(part.Id, Collect([]), Cancel);

        Assert.Equal((TaskState.Succeeded, 3), ((await FindAsync(service, run)).State, _task.Calls.Count));
    }

    [Fact]
    public async Task A_finished_run_is_not_done_again()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        var run = await CallAsync(service, "DAX");
        await Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        await Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        Assert.Equal(["DAX"], Assert.Single(_task.Calls).Symbols);
    }

    [Fact]
    public async Task A_failure_is_tried_again_three_times_and_then_stays()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Work = (_, _) => throw new InvalidOperationException("a slip");
        var run = await CallAsync(service);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Assert.ThrowsAsync<TaskRetryException>(() => Runner(service).RunAsync(run.Id, Collect([]), Cancel));
            Assert.Equal((TaskState.Queued, attempt, "a slip"), ((await FindAsync(service, run)).State, (await FindAsync(service, run)).Attempts, (await FindAsync(service, run)).Error));
        }
        await Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        Assert.Equal((TaskState.Failed, "a slip"), ((await FindAsync(service, run)).State, (await FindAsync(service, run)).Error));
    }

    [Fact]
    public async Task A_failed_part_makes_the_run_fail_and_keeps_what_the_others_did()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Parts = 3;
        _task.Work = (call, _) => (int)call.Part!["number"]! == 1 ? throw new TaskFailedException("number 1: no bars", new JsonObject { ["failed"] = 1 }) : Task.FromResult(new JsonObject { ["done"] = 1 });
        var run = await CallAsync(service);
        await Runner(service).RunAllAsync(run.Id, Cancel);
        var done = await FindAsync(service, run);
        Assert.Equal((TaskState.Failed, "number 1: no bars"), (done.State, done.Error));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"done":2,"failed":1}"""), JsonNode.Parse(done.Result!)));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_ended_and_tried_again()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        var began = new TaskCompletionSource();
        _task.Work = async (_, cancel) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return [];
        };
        var run = await CallAsync(service);
        var attempt = Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        await began.Task;
        service.Clock.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<TaskRetryException>(() => attempt);
        Assert.Equal("it took longer than 0:10:00", (await FindAsync(service, run)).Error);
    }

    [Fact]
    public async Task A_run_of_a_worker_that_stops_waits_for_another()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        using var stop = new CancellationTokenSource();
        _task.Work = async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return [];
        };
        var run = await CallAsync(service);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner(service).RunAsync(run.Id, Collect([]), stop.Token));
        Assert.Equal(TaskState.Queued, (await FindAsync(service, run)).State);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Of_runs_of_one_task_at_the_same_time_one_is_done(DatabaseKind kind)
    {
        await using var service = await ServeAsync(kind);
        var (began, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _task.Work = async (_, _) =>
        {
            began.TrySetResult();
            await end.Task;
            return [];
        };
        var runs = new List<TaskRun>();
        for (var i = 0; i < 6; i++) runs.Add(await CallAsync(service));
        var attempts = runs.ConvertAll(r => Runner(service).RunAsync(r.Id, Collect([]), Cancel));
        await began.Task;
        while (attempts.Count(a => a.IsCompleted) < 5) await Task.WhenAny(attempts.Where(a => !a.IsCompleted));
        end.SetResult();
        await Task.WhenAll(attempts);

        var states = new List<TaskState>();
        foreach (var run in runs) states.Add((await FindAsync(service, run)).State);
        Assert.Equal((1, 5), (states.Count(s => s == TaskState.Succeeded), states.Count(s => s == TaskState.Skipped)));
        Assert.Single(_task.Calls);
    }

    [Fact]
    public async Task A_run_whose_worker_is_lost_holds_up_the_next_for_no_longer_than_twice_its_limit()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Parts = 1;
        var lost = await CallAsync(service);
        await Runner(service).RunAsync(lost.Id, Collect([]), Cancel);
        _task.Parts = 0;
        var (early, late) = (await CallAsync(service), await CallAsync(service));
        await Runner(service).RunAsync(early.Id, Collect([]), Cancel);
        service.Clock.Advance(TimeSpan.FromMinutes(21));
        await Runner(service).RunAsync(late.Id, Collect([]), Cancel);
        Assert.Equal((TaskState.Skipped, TaskState.Succeeded), ((await FindAsync(service, early)).State, (await FindAsync(service, late)).State));
    }

    [Fact]
    public async Task A_run_that_ends_its_workers_is_given_up()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        var run = await CallAsync(service);
        // As a worker that is killed leaves it.
        for (var attempt = 0; attempt < TaskRuns.MostAttempts; attempt++) Assert.False((await Runs(service).BeginAsync(run.Id, _task.Definition, "lost", Cancel))!.IsFinished);
        await Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        var done = await FindAsync(service, run);
        Assert.Equal((TaskState.Failed, "given up after 4 attempts: the worker was lost"), (done.State, done.Error));
        Assert.Empty(_task.Calls);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_again_too_late_ends_and_its_parts_with_it()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Parts = 2;
        var run = await CallAsync(service);
        var parts = new List<TaskRun>();
        await Runner(service).RunAsync(run.Id, Collect(parts), Cancel);
        await Runner(service).RunAsync(parts[0].Id, Collect([]), Cancel);
        service.Clock.Advance(TimeSpan.FromDays(3));
        await Runner(service).RunAsync(parts[1].Id, Collect([]), Cancel);
        Assert.Equal((TaskState.Failed, 1), ((await FindAsync(service, run)).State, _task.Calls.Count));
    }

    [Fact]
    public async Task Parts_know_the_time_that_their_run_is_for()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Parts = 1;
        var at = service.Clock.GetUtcNow().UtcDateTime.AddMinutes(-20);
        var run = (await Runs(service).ScheduleAsync(_task.Definition, at, Cancel))!;
        await Runner(service).RunAllAsync(run.Id, Cancel);
        Assert.Equal((at, DateTimeKind.Utc), (Assert.Single(_task.Calls).At, _task.Calls[0].At.Kind));
    }

    [Fact]
    public async Task A_run_that_is_not_begun_in_time_is_dropped()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        var run = await CallAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(31));
        await Runner(service).RunAsync(run.Id, Collect([]), Cancel);
        Assert.Equal(TaskState.Expired, (await FindAsync(service, run)).State);
        Assert.Empty(_task.Calls);
    }

    [Fact]
    public async Task Old_runs_are_removed_with_their_parts()
    {
        await using var service = await ServeAsync(DatabaseKind.Sqlite);
        _task.Parts = 2;
        var run = await CallAsync(service);
        await Runner(service).RunAllAsync(run.Id, Cancel);
        service.Clock.Advance(TimeSpan.FromDays(1));
        var young = await CallAsync(service);
        Assert.Equal(1, await Runs(service).RemoveOldAsync(service.Clock.GetUtcNow().UtcDateTime.AddHours(-1), Cancel));
        Assert.Equal(young.Id, Assert.Single(await Runs(service).HistoryAsync(null, 10, null, Cancel)).Id);
    }

    private Task<TestService> ServeAsync(DatabaseKind kind) => TestService.CreateAsync(servers, kind, configure: s => s.AddSingleton<IScheduledTask>(_task));

    private Task<TaskRun> CallAsync(TestService service, params string[] symbols) => Runs(service).CallAsync(_task.Definition, symbols, "command", Cancel);

    private static Func<TaskRun, CancellationToken, Task> Collect(List<TaskRun> parts) => (part, _) =>
    {
        parts.Add(part);
        return Task.CompletedTask;
    };

    private static async Task<TaskRun> FindAsync(TestService service, TaskRun run) => (await Runs(service).FindAsync(run.Id, Cancel))!;

    private static TaskRunner Runner(TestService service) => service.Services.GetRequiredService<TaskRunner>();

    private static TaskRuns Runs(TestService service) => service.Services.GetRequiredService<TaskRuns>();
}
