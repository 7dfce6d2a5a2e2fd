namespace TradeMatrix;

/// <summary>An expected failure, such as a missing file: exit code 1.</summary>
/// <param name="message">One line that says what and where.</param>
internal sealed class FailureException(string message) : Exception(message);
