namespace TradeMatrix.Core.Storage;

/// <summary>The caller may not do this.</summary>
/// <param name="message">What must hold, without a word about others' rows.</param>
public sealed class ForbiddenException(string message) : Exception(message);
