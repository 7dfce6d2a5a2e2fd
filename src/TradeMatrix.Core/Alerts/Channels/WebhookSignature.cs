using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>
/// The signature of a webhook's event: HMAC-SHA256 with the route's secret over <c>TIMESTAMP.BODY</c>, hex, after <c>v1=</c>. The
/// timestamp is Unix seconds.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header with the signature.</summary>
    public const string Header = "X-TradeMatrix-Signature";

    /// <summary>The header with the timestamp.</summary>
    public const string TimestampHeader = "X-TradeMatrix-Timestamp";

    /// <summary>Signs a body.</summary>
    public static string Sign(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>Whether a signature is right and not older than a while, as a receiver checks it.</summary>
    /// <param name="secret">The route's.</param>
    /// <param name="signature">The header.</param>
    /// <param name="timestamp">The header with the timestamp.</param>
    /// <param name="body">As received.</param>
    /// <param name="now">The receiver's present.</param>
    /// <param name="tolerance">How far the timestamp may be off; events that are sent again get a new one.</param>
    public static bool Verify(string secret, string? signature, string? timestamp, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        if (signature is null || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return false;
        return (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= tolerance
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(secret, seconds, body)));
    }
}
