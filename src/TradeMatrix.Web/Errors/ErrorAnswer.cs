using System.Text.Json.Serialization;

namespace TradeMatrix.Web.Errors;

/// <summary>What is answered when something is wrong: problem details (RFC 9457) with a code and the fields meant.</summary>
/// <param name="Title">The code in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Code">One of <see cref="Core.ErrorCode"/>.</param>
/// <param name="Errors">Fields that are wrong.</param>
/// <param name="RetryAfter">Seconds until trying again makes sense.</param>
/// <param name="RequestId">Names this request in the log.</param>
/// <param name="Timestamp">When, UTC.</param>
public sealed record ErrorAnswer(
    string Title, int Status, string Detail, string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldError>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfter,
    string RequestId, DateTimeOffset Timestamp);
