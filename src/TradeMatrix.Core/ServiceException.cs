using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core;

/// <summary>An expected failure: what was asked for cannot be done, and why.</summary>
/// <param name="code">One of <see cref="ErrorCode"/>.</param>
/// <param name="message">One sentence for the client.</param>
public sealed class ServiceException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code => code;

    /// <summary>Fields that are wrong; empty when the request as a whole is meant.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; init; } = [];

    /// <summary>When trying again makes sense; null when it never does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A request with wrong fields.</summary>
    public static ServiceException Invalid(IReadOnlyList<SpecProblem> problems) => new(ErrorCode.InvalidRequest, string.Join("; ", problems)) { Problems = problems };

    /// <summary>A request with one wrong field.</summary>
    public static ServiceException Invalid(string field, string? value, string allowed) => Invalid([new SpecProblem(field, value ?? "missing", allowed)]);

    /// <summary>A symbol that is not in the database.</summary>
    public static ServiceException UnknownSymbol(string symbol) => new(ErrorCode.InvalidSymbol, $"symbol: '{symbol}' must be a symbol or alias in the database; add it first")
    {
        Problems = [new SpecProblem("symbol", symbol, "a symbol or alias in the database")],
    };
}
