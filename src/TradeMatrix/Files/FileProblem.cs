using System.Runtime.InteropServices;

namespace TradeMatrix.Files;

/// <summary>Failures of files in words. The runtime's own texts are left out of the program to save its start.</summary>
internal static class FileProblem
{
    /// <summary>Whether an exception tells of the outside world.</summary>
    public static bool IsExpected(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The failure, with the file and the reason.</summary>
    /// <param name="path">The file as given.</param>
    /// <param name="e">What was thrown.</param>
    public static FailureException Of(string path, Exception e)
    {
        // On Unix the number is the system's; elsewhere it is larger.
        const int largestSystemError = 4095;
        return new($"{path}: " + e switch
        {
            FileNotFoundException => "no such file",
            DirectoryNotFoundException => "no such folder",
            UnauthorizedAccessException => Directory.Exists(path) ? "a folder, not a file" : "permission denied",
            PathTooLongException => "the name is too long",
            IOException { HResult: > 0 and <= largestSystemError and var error } => Marshal.GetPInvokeErrorMessage(error),
            IOException => "cannot be read or written",
            _ => "no legal file name",
        });
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FailureException">It cannot be read.</exception>
    public static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (IsExpected(e))
        {
            throw Of(path, e);
        }
    }
}
