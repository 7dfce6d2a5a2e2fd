namespace TradeMatrix;

/// <summary>The command was called wrongly: exit code 2.</summary>
/// <param name="problems">One line for each problem.</param>
internal sealed class UsageException(params IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <summary>One line for each problem: what, its value and what is allowed.</summary>
    public IReadOnlyList<string> Problems => problems;
}
