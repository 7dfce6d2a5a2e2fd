namespace TradeMatrix;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Good = 0;

    /// <summary>It failed, or a check did not hold.</summary>
    public const int Failed = 1;

    /// <summary>It was called wrongly.</summary>
    public const int WrongUsage = 2;
}
