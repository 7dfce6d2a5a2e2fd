using System.Text.Json.Nodes;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Tasks;

/// <summary>A run did what it could, and some of it failed in a way that trying again would not mend.</summary>
/// <param name="message">What failed, for people.</param>
/// <param name="result">What came of the rest.</param>
public sealed class TaskFailedException(string message, JsonObject result) : Exception(message)
{
    /// <summary>What came of the rest.</summary>
    public JsonObject Result { get; } = result;

    /// <summary>Why something failed, in words that anybody may read: what was not expected is in the log alone.</summary>
    public static string ReasonOf(Exception cause) => cause is ServiceException or ForbiddenException ? cause.Message : "it failed unexpectedly; the log has more";
}
