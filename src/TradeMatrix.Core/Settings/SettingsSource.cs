namespace TradeMatrix.Core.Settings;

/// <summary>Where settings come from: environment variables, and a <c>.env</c> file for those that are not set.</summary>
public static class SettingsSource
{
    /// <summary>The settings of this process, with those of a file beneath them.</summary>
    /// <param name="file">A file of <c>NAME=value</c> lines; it may be absent.</param>
    /// <exception cref="SettingsException">A line of the file is none.</exception>
    public static IReadOnlyDictionary<string, string> Load(string file)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (File.Exists(file))
        {
            foreach (var (name, value) in Parse(File.ReadAllLines(file), file)) values[name] = value;
        }
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            values[(string)variable.Key] = (string?)variable.Value ?? "";
        return values;
    }

    /// <summary>Reads lines of <c>NAME=value</c>: <c>#</c> begins a comment, quotes may enclose a value, <c>export</c> may precede.</summary>
    internal static IEnumerable<(string Name, string Value)> Parse(IReadOnlyList<string> lines, string file)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
            var equals = line.IndexOf('=');
            if (equals <= 0) throw new SettingsException([$"{file}:{i + 1}: the line must be NAME=value"]);
            var value = line[(equals + 1)..].Trim();
            if (value is ['"' or '\'', ..] && value.IndexOf(value[0], 1) is > 0 and var end && value[(end + 1)..].TrimStart() is "" or ['#', ..])
                value = value[1..end];
            else if (value is ['"', .., '"'] or ['\'', .., '\''])
                value = value[1..^1];
            else if (value.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment)
                value = value[..comment].TrimEnd();
            yield return (line[..equals].TrimEnd(), value);
        }
    }
}
