namespace TradeMatrix.Core.Tasks;

/// <summary>What is known of a task before it runs.</summary>
/// <param name="Name">Such as <c>chart_watcher.analyze_all_symbols</c>.</param>
/// <param name="Summary">One sentence.</param>
public sealed record TaskDefinition(string Name, string Summary)
{
    /// <summary>Its schedule where the settings give no other; null for one that is only called.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether it can be called for some symbols alone.</summary>
    public bool TakesSymbols { get; init; }

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How late a run may begin; one that is later is dropped.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Name of the setting of its schedule.</summary>
    public string SettingName => "SCHEDULE_" + Name.ToUpperInvariant().Replace('.', '_');
}
