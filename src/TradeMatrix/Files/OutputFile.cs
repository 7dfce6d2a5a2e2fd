namespace TradeMatrix.Files;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file beside its place and moves it there.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="FailureException">It cannot be written; what was there before still is.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string? temporary = null;
        try
        {
            var target = Path.GetFullPath(path);
            if (Directory.Exists(target)) throw new FailureException($"{path}: a folder, not a file");
            // A device must be written to, never replaced.
            if (target.StartsWith("/dev/", StringComparison.Ordinal))
            {
                using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
                device.Write(bytes);
                return;
            }
            temporary = Path.Combine(Path.GetDirectoryName(target)!, $".tradematrix-{Path.GetRandomFileName()}.tmp");
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)) file.Write(bytes);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (FileProblem.IsExpected(e))
        {
            if (temporary is not null) TryDelete(temporary);
            throw FileProblem.Of(path, e);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (FileProblem.IsExpected(e))
        {
            // The first failure is the one to tell.
        }
    }
}
