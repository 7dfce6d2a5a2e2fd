namespace TradeMatrix.Core.Access;

/// <summary>A key just made.</summary>
/// <param name="Text">The key itself, which nobody can tell again.</param>
/// <param name="Row">What is kept of it.</param>
public sealed record NewApiKey(string Text, ApiKeyInfo Row)
{
    /// <summary>Without the key, lest it reach a log.</summary>
    public override string ToString() => $"{Row.Hint}…";
}
