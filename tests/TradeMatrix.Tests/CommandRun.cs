using System.Diagnostics;
using System.Text;

namespace TradeMatrix.Tests;

/// <summary>What one run of the command gave.</summary>
internal sealed record CommandRun(int Code, byte[] Output, string Error)
{
    public string Out => Encoding.UTF8.GetString(Output);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the command in this process.</summary>
    public static CommandRun Of(params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var code = Cli.Run(args, Terminal.To(output, error));
        return new CommandRun(code, output.ToArray(), error.ToString());
    }

    /// <summary>Runs the command as a process of its own.</summary>
    public static CommandRun Process(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Cli).Assembly.Location);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return new CommandRun(process.ExitCode, output.ToArray(), error.Result);
    }

    /// <summary>Asserts that the command succeeded without a word on standard error.</summary>
    public CommandRun Good()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, Code);
        return this;
    }

    /// <summary>Asserts the exit code and that each line of the error is a message, none a stack trace.</summary>
    public CommandRun Failed(int code, params string[] parts)
    {
        Assert.Equal(code, Code);
        Assert.NotEmpty(ErrorLines);
        Assert.All(ErrorLines, line => Assert.StartsWith("tradematrix: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        foreach (var part in parts) Assert.Contains(part, Error, StringComparison.Ordinal);
        return this;
    }
}
