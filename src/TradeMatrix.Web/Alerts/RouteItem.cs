using TradeMatrix.Core.Alerts;

namespace TradeMatrix.Web.Alerts;

/// <summary>Where a user wants which alerts. Address and secret are never shown again.</summary>
/// <param name="Address">A hint at the address.</param>
/// <param name="ConfirmedAt">Since when the address is known to be the user's; null while nothing but a code is sent there.</param>
/// <param name="NewSecret">The secret that was made up for a webhook, shown when the route is added and never again.</param>
public sealed record RouteItem(
    Guid Id, string Name, string Channel, string Address, IReadOnlyList<string> Kinds, IReadOnlyList<string> Severities, IReadOnlyList<string> Symbols,
    string? QuietFrom, string? QuietTo, string Zone, bool Enabled, DateTime? ConfirmedAt, DateTime CreatedAt, string? NewSecret = null)
{
    internal static RouteItem Of(AlertRoute route, string? newSecret = null) => new(
        route.Id, route.Name, route.Channel, route.Hint, List(route.Kinds), List(route.Severities), List(route.Symbols), route.QuietFrom, route.QuietTo, route.Zone, route.Enabled, route.ConfirmedAt, route.CreatedAt, newSecret);

    private static string[] List(string words) => words.Length == 0 ? [] : words.Split(',');
}
