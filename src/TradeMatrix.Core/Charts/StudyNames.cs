using System.Text.RegularExpressions;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Requests;

namespace TradeMatrix.Core.Charts;

/// <summary>
/// Every spelling of a study that configurations hold: a short form with its length (<c>EMA_20</c>), a v1 name
/// (<c>RSI@tv-basicstudies</c>), a code with arguments (<c>BB:20,close,2</c>) or a full name (<c>Relative Strength Index</c>).
/// </summary>
public static partial class StudyNames
{
    private const string V1Suffix = "@tv-basicstudies";

    /// <summary>Reads a study.</summary>
    /// <param name="text">Any of the spellings, in any case.</param>
    /// <exception cref="ChartSpecException">It names no study, or an argument is wrong.</exception>
    public static StudySpec Read(string text)
    {
        var name = text.Trim();
        if (name.EndsWith(V1Suffix, StringComparison.OrdinalIgnoreCase)) name = name[..^V1Suffix.Length];
        if (Short().Match(name) is { Success: true } match) name = $"{match.Groups["code"].Value}:{match.Groups["length"].Value}";
        var colon = name.IndexOf(':');
        var (head, rest) = colon < 0 ? (name, "") : (name[..colon], name[colon..]);
        // A code has its own order of arguments, which its full name has not.
        return StudySpec.FromCode((Catalog.Codes.ContainsKey(head.Trim()) ? head : Words.Study(head) ?? head) + rest);
    }

    [GeneratedRegex("^(?<code>[A-Za-z]+)_(?<length>[0-9]{1,4})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Short();
}
