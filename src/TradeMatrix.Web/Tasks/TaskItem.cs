namespace TradeMatrix.Web.Tasks;

/// <summary>A task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Schedule">Cron and zone; null when only somebody calls it.</param>
/// <param name="NextRun">UTC.</param>
/// <param name="TakesSymbols">Whether it can be called for some symbols alone.</param>
/// <param name="LastRun">Its newest run.</param>
internal sealed record TaskItem(string Name, string Summary, string? Schedule, DateTime? NextRun, bool TakesSymbols, TaskRunItem? LastRun);
