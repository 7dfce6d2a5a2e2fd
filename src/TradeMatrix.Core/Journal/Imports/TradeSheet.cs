using System.Security.Cryptography;
using System.Text;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>What is read from a file of trades.</summary>
/// <param name="zone">IANA zone of times without an offset.</param>
/// <param name="delimiter">What stands between cells.</param>
/// <param name="currency">Currency of money where the file names none.</param>
internal sealed class TradeSheet(string zone, char delimiter, string? currency)
{
    private const int MostProblems = 100;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    public string Zone => zone;
    public char Delimiter => delimiter;
    public string? Currency => currency;

    /// <summary>What is wrong, by line; at most 100.</summary>
    public List<SpecProblem> Problems { get; } = [];

    /// <summary>Trades that the file tells whole.</summary>
    public List<ImportedTrade> Trades { get; } = [];

    /// <summary>Executions, of which trades are put together.</summary>
    public List<TradeExecution> Executions { get; } = [];

    /// <summary>Rows that were passed over, as they are no trades.</summary>
    public int Skipped { get; set; }

    public void Wrong(int line, string field, string? value, string allowed)
    {
        if (Problems.Count < MostProblems) Problems.Add(new SpecProblem($"line {line}: {field}", value ?? "missing", allowed));
    }

    /// <summary>
    /// A name for a row that has none: a hash of what it says. Rows that say the same are told apart by their number, so that
    /// a file that begins or ends elsewhere gives the others the same names.
    /// </summary>
    public string NameOf(params ReadOnlySpan<object?> values)
    {
        var text = string.Join('|', values.ToArray().Select(v => v is IFormattable f ? f.ToString(v is DateTime ? "O" : null, null) : $"{v}"));
        var count = _seen[text] = _seen.GetValueOrDefault(text) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}|{count}")))[..32];
    }
}
