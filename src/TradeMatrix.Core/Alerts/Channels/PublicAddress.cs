using System.Net;
using System.Net.Sockets;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Which addresses are anyone's, and which belong to this machine or its network.</summary>
internal static class PublicAddress
{
    /// <summary>IANA's special-purpose registry of IPv4, with multicast.</summary>
    private static readonly IPNetwork[] SpecialV4 =
    [.. ((string[])
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ]).Select(IPNetwork.Parse)];

    /// <summary>The only space of IPv6 that is given out to anyone.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>What in that space is special, or leads to addresses of IPv4.</summary>
    private static readonly IPNetwork[] SpecialV6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];

    /// <summary>Whether anyone may be sent there.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(SpecialV4, n => n.Contains(address))
            : GlobalV6.Contains(address) && !Array.Exists(SpecialV6, n => n.Contains(address));
    }
}
