namespace TradeMatrix.Testing;

/// <summary>Databases that a rule holds on.</summary>
public enum DatabaseKind
{
    /// <summary>The embedded one.</summary>
    Sqlite,

    /// <summary>The server.</summary>
    Postgres,
}
