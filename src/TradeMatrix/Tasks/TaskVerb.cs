using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Tasks;

/// <summary><c>tradematrix task</c>: tasks, their schedules and their runs.</summary>
internal sealed class TaskVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly Argument<string> _name = new("name") { Description = "Name of the task, from tradematrix task list." };
    private readonly Option<string[]> _symbol = new("--symbol") { Description = "Only this symbol; may be given again. Default: all.", HelpName = "name" };
    private readonly Option<bool> _wait = new("--wait") { Description = "Waits for the end and prints what came of it. Without DATABASE_URL the task is always done here and now." };
    private readonly Option<string> _task = new("--task") { Description = "Runs of this task alone.", HelpName = "name" };
    private readonly Option<string> _limit = new("--limit") { Description = "How many runs, 1 to 200. Default: 20.", HelpName = "count" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var tasks = new TaskVerb();
        var verb = new Verb("task", "Lists and calls tasks, and shows their runs.", "tradematrix task list", "tradematrix task call snapshots.cleanup_expired --wait");

        var list = new Verb("list", "Lists all tasks with their schedules, next and last runs. Times are UTC.", "tradematrix task list --json") { tasks._json };
        list.SetAction((result, cancel) => ServiceCommand.RunAsync(services => ListAsync(services, new OptionReader(result).Flag(tasks._json), terminal, cancel), cancel));
        verb.Add(list);

        var call = new Verb("call", "Calls a task: on PostgreSQL a worker does it, otherwise this command does.",
            "tradematrix task call chart_watcher.analyze_all_symbols --symbol DAX --wait",
            "tradematrix task call snapshots.cleanup_expired") { tasks._name, tasks._symbol, tasks._wait, tasks._json };
        call.SetAction((result, cancel) => ServiceCommand.RunAsync(services => tasks.CallAsync(services, new OptionReader(result), result.GetValue(tasks._name)!, terminal, cancel), cancel));
        verb.Add(call);

        var history = new Verb("history", "Shows the newest runs.", "tradematrix task history --task snapshots.cleanup_expired") { tasks._task, tasks._limit, tasks._json };
        history.SetAction((result, cancel) => ServiceCommand.RunAsync(services => tasks.HistoryAsync(services, new OptionReader(result), terminal, cancel), cancel));
        verb.Add(history);
        return verb;
    }

    private static async Task<int> ListAsync(IServiceProvider services, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<TaskRegistry>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var latest = (await services.GetRequiredService<TaskRuns>().LatestAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(r => r.Task, StringComparer.Ordinal);
        var all = registry.All.Select(t => t.Definition).Select(d => (d.Name, d.Summary, Schedule: registry.ScheduleOf(d.Name), d.SettingName, Last: latest.GetValueOrDefault(d.Name)));
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(all.Select(t => new { t.Name, t.Summary, schedule = t.Schedule?.Text, next_run = t.Schedule?.After(now), setting = t.SettingName, last_run = t.Last is null ? null : Shown(t.Last) }), Json)).ConfigureAwait(false);
        else
            ConsoleTable.Write(terminal.Output, terminal.Width, [("task", false), ("schedule", false), ("next run", false), ("last run", false), ("", false)],
                all.Select(t => (string[])[t.Name, t.Schedule?.Text ?? "when called", t.Schedule?.After(now) is { } next ? Time(next) : "", t.Last is null ? "never" : Time(t.Last.CreatedAt), t.Last is null ? "" : Word(t.Last.State)]));
        return ExitCode.Good;
    }

    private async Task<int> CallAsync(IServiceProvider services, OptionReader reader, string name, Terminal terminal, CancellationToken cancellationToken)
    {
        var symbols = reader.Texts(_symbol) ?? [];
        reader.ThrowIfWrong();
        var (queue, runs) = (services.GetRequiredService<TaskQueue>(), services.GetRequiredService<TaskRuns>());
        var isEmbedded = services.GetRequiredService<ServiceSettings>().IsEmbedded;
        TaskRun run;
        if (isEmbedded)
        {
            run = await queue.NoteAsync(name, symbols, "command", cancellationToken).ConfigureAwait(false);
            // A server on the same files leaves it alone, since it is in a queue: ours.
            await runs.SetJobAsync(run.Id, TaskQueue.ByCommand + Environment.ProcessId, cancellationToken).ConfigureAwait(false);
            await services.GetRequiredService<TaskRunner>().RunAllAsync(run.Id, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            run = await queue.CallAsync(name, symbols, "command", cancellationToken).ConfigureAwait(false);
        }
        while ((run = (await runs.FindAsync(run.Id, cancellationToken).ConfigureAwait(false))!) is { IsFinished: false } && reader.Flag(_wait)) await Task.Delay(Between, cancellationToken).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(reader.Flag(_json) ? JsonSerializer.Serialize(Shown(run), Json) : $"{run.Task}: {Word(run.State)} (run {run.Id})" + (run.Result is { } result ? "\n" + result : "")).ConfigureAwait(false);
        return run is { IsFinished: true, State: not TaskState.Succeeded } ? throw new FailureException($"{run.Task}: {run.Error}") : ExitCode.Good;
    }

    private async Task<int> HistoryAsync(IServiceProvider services, OptionReader reader, Terminal terminal, CancellationToken cancellationToken)
    {
        var (limit, task) = (reader.Int(_limit, 1, 200) ?? 20, reader.Text(_task));
        reader.ThrowIfWrong();
        if (task is not null) services.GetRequiredService<TaskRegistry>().Get(task);
        var runs = await services.GetRequiredService<TaskRuns>().HistoryAsync(task, limit, before: null, cancellationToken).ConfigureAwait(false);
        if (reader.Flag(_json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(runs.Select(Shown), Json)).ConfigureAwait(false);
        else
            ConsoleTable.Write(terminal.Output, terminal.Width, [("called", false), ("task", false), ("by", false), ("", false), ("seconds", true), ("result", false)],
                runs.Select(r => (string[])[Time(r.CreatedAt), r.Task, r.RequestedBy, Word(r.State), r.FinishedAt - r.StartedAt is { } took ? took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "", r.Error ?? r.Result ?? ""]));
        return ExitCode.Good;
    }

    private static object Shown(TaskRun run) => new
    {
        run.Id, run.Task, state = Word(run.State), run.RequestedBy, scheduled = run.Occurrence, run.CreatedAt, run.StartedAt, run.FinishedAt, run.Attempts, run.Worker, result = run.Result is { } result ? JsonNode.Parse(result) : null, run.Error,
    };

    private static string Word(TaskState state) => state.ToString().ToLowerInvariant();

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
