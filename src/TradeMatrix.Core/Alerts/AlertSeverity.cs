namespace TradeMatrix.Core.Alerts;

/// <summary>How much an alert matters.</summary>
public static class AlertSeverity
{
    public const string Info = "info";
    public const string Warning = "warning";

    /// <summary>Is delivered in quiet hours too.</summary>
    public const string Critical = "critical";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Info, Warning, Critical];
}
