namespace TradeMatrix.Core.Tasks;

/// <summary>A run failed and waits for another attempt.</summary>
public sealed class TaskRetryException(string message, Exception cause) : Exception(message, cause);
