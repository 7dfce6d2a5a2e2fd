namespace TradeMatrix.Core.Storage;

/// <summary>The schema is not as it must be, or could not be changed.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);
