using TradeMatrix.Core.Alerts;
using TradeMatrix.Web.Charts;

namespace TradeMatrix.Web.Alerts;

/// <summary>What a route shall be. An empty text takes a secret or a time away.</summary>
public sealed record RouteBody(
    string? Name, string? Channel, string? Address, string? Secret, IReadOnlyList<string>? Kinds, IReadOnlyList<string>? Severities, IReadOnlyList<string>? Symbols,
    string? QuietFrom, string? QuietTo, string? Zone, bool? Enabled)
{
    internal static AlertRouteDraft Read(RequestFields fields)
    {
        var draft = new AlertRouteDraft
        {
            Name = fields.Text("name", 80), Channel = fields.Text("channel", 20), Address = fields.Text("address", 1000), Secret = fields.Text("secret", 200),
            Kinds = fields.Texts("kinds"), Severities = fields.Texts("severities"), Symbols = fields.Texts("symbols"),
            QuietFrom = fields.Text("quiet_from", 5), QuietTo = fields.Text("quiet_to", 5), Zone = fields.Text("zone", 60), Enabled = fields.Flag("enabled"),
        };
        fields.ThrowIfWrong();
        return draft;
    }
}
