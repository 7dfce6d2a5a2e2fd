namespace TradeMatrix.Files;

/// <summary>Writes whole files or nothing: to a neighbour first, which then takes the name.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file; <c>-</c> is standard output.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (path == "-")
        {
            using var stdout = Console.OpenStandardOutput();
            stdout.Write(bytes);
            return;
        }
        var neighbour = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(neighbour, bytes);
            File.Move(neighbour, path, overwrite: true);
        }
        catch
        {
            File.Delete(neighbour);
            throw;
        }
    }
}
