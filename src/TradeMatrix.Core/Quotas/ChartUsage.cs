namespace TradeMatrix.Core.Quotas;

/// <summary>Calls to a provider on a day by an agent.</summary>
public sealed class ChartUsage
{
    /// <summary>UTC day.</summary>
    public DateOnly Day { get; set; }

    public string Agent { get; set; } = "";
    public string Provider { get; set; } = "";
    public int Calls { get; set; }
}
