namespace TradeMatrix;

/// <summary>An expected failure: what is told on stderr, and the exit code.</summary>
/// <param name="exitCode">1 failed, 2 wrong usage.</param>
/// <param name="lines">What went wrong and where, a line each.</param>
internal sealed class Failure(int exitCode, params IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;

    /// <summary>A wrong option, named with its value and what is allowed.</summary>
    public static Failure Option(string option, string value, string allowed) => new(2, $"{option}: '{value}' must be {allowed}");
}
