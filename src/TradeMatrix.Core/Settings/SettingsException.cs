namespace TradeMatrix.Core.Settings;

/// <summary>The settings are wrong; it lists every problem.</summary>
/// <param name="problems">One line each: name, value (never a secret's) and what is allowed.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Problems => problems;
}
