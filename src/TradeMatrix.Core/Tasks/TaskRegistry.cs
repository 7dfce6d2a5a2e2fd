using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tasks;

/// <summary>All tasks, and when each runs.</summary>
public sealed class TaskRegistry
{
    private readonly Dictionary<string, (IScheduledTask Task, TaskSchedule? Schedule)> _tasks;

    /// <summary>Takes the schedules from the settings, else from the definitions.</summary>
    /// <exception cref="SettingsException">A setting is of no task.</exception>
    public TaskRegistry(IEnumerable<IScheduledTask> tasks, ServiceSettings settings)
    {
        _tasks = tasks.OrderBy(t => t.Definition.Name, StringComparer.Ordinal).ToDictionary(
            t => t.Definition.Name,
            t => (t, settings.Schedules.TryGetValue(t.Definition.SettingName, out var set) ? set : t.Definition.Schedule is { } usual ? TaskSchedule.Parse(usual) : null),
            StringComparer.Ordinal);
        string[] known = [.. All.Select(t => t.Definition.SettingName)], unknown = [.. settings.Schedules.Keys.Except(known, StringComparer.Ordinal)];
        if (unknown.Length > 0) throw new SettingsException([.. unknown.Select(n => $"{n}: it must be one of {string.Join(", ", known)}")]);
    }

    /// <summary>All tasks by name.</summary>
    public IEnumerable<IScheduledTask> All => _tasks.Values.Select(t => t.Task);

    /// <summary>A task.</summary>
    /// <exception cref="ServiceException">There is none of that name.</exception>
    public IScheduledTask Get(string name) =>
        _tasks.TryGetValue(name, out var task) ? task.Task : throw ServiceException.Invalid("task", name, "one of " + string.Join(", ", _tasks.Keys));

    /// <summary>When a task runs; null when only somebody calls it.</summary>
    public TaskSchedule? ScheduleOf(string name) => _tasks[name].Schedule;
}
