namespace TradeMatrix.Core.Access;

/// <summary>What a caller may do.</summary>
public static class Scope
{
    /// <summary>See charts, snapshots, symbols and bars.</summary>
    public const string Read = "read";

    /// <summary>Draw and store, change and delete one's own.</summary>
    public const string Write = "write";

    /// <summary>Clean up, and see all usage.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Write, Admin];
}
