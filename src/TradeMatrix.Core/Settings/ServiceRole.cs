namespace TradeMatrix.Core.Settings;

/// <summary>What a process of the service does.</summary>
public static class ServiceRole
{
    /// <summary>Answers requests.</summary>
    public const string Web = "web";

    /// <summary>Does tasks and delivers alerts.</summary>
    public const string Worker = "worker";

    /// <summary>Calls tasks when their time has come.</summary>
    public const string Scheduler = "scheduler";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Web, Worker, Scheduler];
}
