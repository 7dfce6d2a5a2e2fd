using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Tasks;

/// <summary>What came of the parts of a run, as one.</summary>
internal static class TaskResults
{
    /// <summary>Numbers are added, lists joined; of anything else the first stays.</summary>
    public static JsonObject Join(IEnumerable<string> results)
    {
        var joined = new JsonObject();
        foreach (var result in results)
        {
            foreach (var (key, value) in JsonNode.Parse(result)!.AsObject())
            {
                if (joined[key] is not { } before) joined[key] = value?.DeepClone();
                else if (before is JsonArray list && value is JsonArray more) foreach (var item in more) list.Add(item?.DeepClone());
                else if (before.GetValueKind() == JsonValueKind.Number && value?.GetValueKind() == JsonValueKind.Number) joined[key] = before.GetValue<double>() + value.GetValue<double>();
            }
        }
        return joined;
    }
}
