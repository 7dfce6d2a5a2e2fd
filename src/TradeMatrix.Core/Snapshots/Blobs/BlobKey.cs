using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>Keys of blobs: the SHA-256 of the content and its extension.</summary>
public static partial class BlobKey
{
    /// <summary>The key of bytes, such as <c>9f86….png</c>.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="extension">Without a dot: png, jpeg, webp, svg, pdf, docx, html or json.</param>
    public static string For(ReadOnlySpan<byte> bytes, string extension) => Check($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}.{extension}");

    /// <summary>The key itself, when it has the form of one, so that it can name a file and nothing else.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static string Check(string key) =>
        IsKey(key) ? key : throw new ArgumentException($"key: '{key}' must be 64 hexadecimal digits and .png, .jpeg, .webp, .svg, .pdf, .docx, .html or .json", nameof(key));

    /// <summary>Whether a name has the form of a key.</summary>
    internal static bool IsKey(string name) => Form().IsMatch(name);

    [GeneratedRegex(@"^[0-9a-f]{64}\.(png|jpeg|webp|svg|pdf|docx|html|json)\z")]
    private static partial Regex Form();
}
