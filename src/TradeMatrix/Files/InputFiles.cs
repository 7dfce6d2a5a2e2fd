namespace TradeMatrix.Files;

/// <summary>The files that <c>--csv</c> names.</summary>
/// <param name="Paths">The files, each once.</param>
/// <param name="AreSeveral">Whether several files, a folder or a pattern were given.</param>
internal sealed record InputFiles(IReadOnlyList<string> Paths, bool AreSeveral)
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".tsv", ".txt"];

    /// <summary>Finds the files.</summary>
    /// <param name="given">Files, folders and patterns with * or ? in the last part.</param>
    /// <exception cref="FailureException">A folder or pattern has no files.</exception>
    public static InputFiles Find(IReadOnlyList<string> given)
    {
        var paths = new List<string>();
        var areSeveral = given.Count > 1;
        foreach (var path in given)
        {
            if (File.Exists(path))
            {
                paths.Add(path);
                continue;
            }
            var pattern = Path.GetFileName(path);
            var isPattern = pattern.AsSpan().ContainsAny('*', '?');
            var folder = isPattern ? Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "." : path;
            if (!isPattern && !Directory.Exists(path))
            {
                paths.Add(path); // told when it is read
                continue;
            }
            areSeveral = true;
            var found = In(path, folder, isPattern ? pattern : "*");
            if (!isPattern) found = found.Where(f => Array.Exists(Endings, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)));
            var count = paths.Count;
            paths.AddRange(found.Order(StringComparer.Ordinal));
            if (paths.Count == count) throw new FailureException($"{path}: no {(isPattern ? "file matches" : "file ends in " + string.Join(", ", Endings))}");
        }
        return new InputFiles([.. paths.Distinct(StringComparer.Ordinal)], areSeveral);
    }

    private static IEnumerable<string> In(string given, string folder, string pattern)
    {
        try
        {
            var files = Directory.GetFiles(folder, pattern);
            return folder == "." && !given.StartsWith('.') ? files.Select(f => Path.GetFileName(f)) : files;
        }
        catch (Exception e) when (FileProblem.IsExpected(e))
        {
            throw FileProblem.Of(given, e);
        }
    }
}
