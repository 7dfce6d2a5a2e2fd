using System.Text;

namespace TradeMatrix;

/// <summary>Where a command writes.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isInteractive">Whether a person watches standard error; asked only when it matters.</param>
/// <param name="width">Columns of the terminal on standard output; null when a file or a program reads it.</param>
internal sealed class Terminal(Stream output, TextWriter error, Func<bool> isInteractive, Func<int?> width)
{
    /// <summary>Standard output for bytes. Do not mix with <see cref="Out"/>.</summary>
    public Stream Output => output;

    /// <summary>Standard output for text, UTF-8.</summary>
    public TextWriter Out { get; } = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    /// <summary>Standard error.</summary>
    public TextWriter Error => error;

    /// <summary>Whether a person watches standard error.</summary>
    public bool IsInteractive => isInteractive();

    /// <summary>Columns of the terminal on standard output; null when a file or a program reads it.</summary>
    public int? Width => width();

    /// <summary>Whether an unexpected error shows its stack.</summary>
    public bool ShowsStack { get; init; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(
        Console.OpenStandardOutput(), Console.Error, static () => !Console.IsErrorRedirected, static () => Console.IsOutputRedirected ? null : Console.WindowWidth)
    {
        ShowsStack = Environment.GetEnvironmentVariable("TRADEMATRIX_DEBUG") == "1",
    };

    /// <summary>A terminal of buffers.</summary>
    public static Terminal To(Stream output, TextWriter error) => new(output, error, static () => false, static () => null);

    /// <summary>Writes one line of an error.</summary>
    public void Complain(string message) => Error.WriteLine("tradematrix: " + message.ReplaceLineEndings(" "));
}
