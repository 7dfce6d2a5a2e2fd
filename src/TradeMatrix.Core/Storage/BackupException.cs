namespace TradeMatrix.Core.Storage;

/// <summary>A backup could not be made or restored; the database is as it was.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
