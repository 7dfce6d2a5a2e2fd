namespace TradeMatrix.Core.Snapshots;

/// <summary>Why a snapshot was made.</summary>
public static class Trigger
{
    public const string Manual = "manual";
    public const string Report = "report";
    public const string Setup = "setup";
    public const string Analysis = "analysis";
    public const string Monitoring = "monitoring";
    public const string Alert = "alert";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Manual, Report, Setup, Analysis, Monitoring, Alert];

    private static readonly Dictionary<string, string> ByAgent = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ChartWatcher"] = Analysis,
        ["SignalBot"] = Setup,
        ["USOpenPlanner"] = Setup,
        ["MorningPlanner"] = Report,
        ["JournalBot"] = Report,
        ["TradeMonitor"] = Monitoring,
        ["manual"] = Manual,
    };

    /// <summary>The trigger of an agent's pictures.</summary>
    public static string Of(string agent) => ByAgent.GetValueOrDefault(agent, Analysis);
}
