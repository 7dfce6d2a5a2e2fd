using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Tasks;

public sealed class TaskBeatTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "2026-03-28", "30 2 * * * Europe/Berlin")]
    [InlineData(DatabaseKind.Sqlite, "2026-10-24", "30 2 * * * Europe/Berlin")]
    [InlineData(DatabaseKind.Sqlite, "2026-03-07", "30 2 * * * America/New_York")]
    [InlineData(DatabaseKind.Postgres, "2026-10-31", "30 1 * * * America/New_York")]
    public async Task Where_the_clock_changes_a_daily_task_is_noted_once_a_day_by_all_schedulers_together(DatabaseKind kind, string day, string schedule)
    {
        var task = new FakeTask(new TaskDefinition("test.daily", "A test") { Schedule = schedule });
        await using var service = await ServeAsync(kind, task);
        service.Clock.SetUtcNow(DateTimeOffset.Parse(day + "T12:00:00Z").AddDays(-1));
        TaskBeat[] beats = [Beat(service), Beat(service)];
        foreach (var beat in beats) await BeatAsync(beat);

        var noted = new List<TaskRun>();
        for (var minutes = 0; minutes < 3 * 24 * 60; minutes += 10)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(10));
            foreach (var found in await Task.WhenAll(beats.Select(BeatAsync))) noted.AddRange(found);
        }

        Assert.Equal(3, noted.Count);
        Assert.Equal(3, (await Runs(service).HistoryAsync("test.daily", 100, null, Cancel)).Count);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_came_due_while_no_scheduler_ran_is_made_up_for_once_if_it_is_not_too_late(DatabaseKind kind)
    {
        var task = new FakeTask(new TaskDefinition("test.hourly", "A test") { Schedule = "0 * * * * UTC", Expiry = TimeSpan.FromMinutes(30) });
        await using var service = await ServeAsync(kind, task);
        service.Clock.SetUtcNow(DateTimeOffset.Parse("2026-03-03T14:20:00Z"));
        Assert.Single(await BeatAsync(Beat(service)));
        Assert.Empty(await BeatAsync(Beat(service)));

        service.Clock.SetUtcNow(DateTimeOffset.Parse("2026-03-03T16:40:00Z"));
        Assert.Empty(await BeatAsync(Beat(service)));
    }

    [Fact]
    public async Task A_task_with_nothing_to_do_is_not_noted()
    {
        var task = new FakeTask(new TaskDefinition("test.minutely", "A test") { Schedule = "* * * * * UTC" }) { IsNeeded = false };
        await using var service = await ServeAsync(DatabaseKind.Sqlite, task);
        var beat = Beat(service);
        Assert.Empty(await BeatAsync(beat));
        task.IsNeeded = true;
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await BeatAsync(beat));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_run_whose_process_ended_before_it_was_in_the_queue_is_put_into_it(DatabaseKind kind)
    {
        var task = new FakeTask(new TaskDefinition("test.called", "A test"));
        await using var service = await ServeAsync(kind, task);
        var run = await Runs(service).CallAsync(task.Definition, [], "command", Cancel);
        await Beat(service).SweepAsync(Cancel);
        Assert.Null((await Runs(service).FindAsync(run.Id, Cancel))!.JobId);

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Beat(service).SweepAsync(Cancel);
        Assert.NotNull((await Runs(service).FindAsync(run.Id, Cancel))!.JobId);
    }

    private Task<TestService> ServeAsync(DatabaseKind kind, FakeTask task) => TestService.CreateAsync(servers, kind, configure: s => s.AddSingleton<IScheduledTask>(task));

    /// <summary>What a scheduler notes of the test's task.</summary>
    private static async Task<List<TaskRun>> BeatAsync(TaskBeat beat) => [.. (await beat.BeatAsync(Cancel)).Where(r => r.Task.StartsWith("test.", StringComparison.Ordinal))];

    private static TaskBeat Beat(TestService service) => ActivatorUtilities.CreateInstance<TaskBeat>(service.Services);

    private static TaskRuns Runs(TestService service) => service.Services.GetRequiredService<TaskRuns>();
}
