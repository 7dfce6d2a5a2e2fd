using System.CommandLine;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Inspect;
using TradeMatrix.Render;
using TradeMatrix.Values;

namespace TradeMatrix;

/// <summary>The command line: exit 0 good, 1 failed, 2 wrong usage; errors on stderr, a line each.</summary>
internal static class Cli
{
    private const string Name = "tradematrix";

    /// <summary>Runs one command.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="output">What the command gives.</param>
    /// <param name="error">What went wrong.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Trading charts from bars: pictures, study values, and what a picture says of itself.")
        {
            RenderCommand.Create(output, error), ValuesCommand.Create(output), InspectCommand.Create(output),
        };
        var parsed = root.Parse(args);
        try
        {
            if (parsed.Errors.Count > 0) throw new Failure(2, [.. parsed.Errors.Select(e => e.Message)]);
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Expected(e) is { } failure)
        {
            foreach (var line in failure.Lines) error.WriteLine($"{Name}: {line}");
            return failure.ExitCode;
        }
        catch (Exception e)
        {
            var details = Environment.GetEnvironmentVariable("TRADEMATRIX_DEBUG") == "1" ? e.ToString() : $"{e.GetType().Name}: {e.Message}";
            error.WriteLine($"{Name}: unexpected: {details}");
            return 1;
        }
    }

    /// <summary>What a person is told of an expected failure; null for a defect.</summary>
    public static Failure? Expected(Exception e) => e switch
    {
        Failure failure => failure,
        ChartSpecException spec => new Failure(2, [.. spec.Problems.Select(p => p.ToString())]),
        BarFileException or InvalidDataException or IOException or UnauthorizedAccessException => new Failure(1, e.Message),
        _ => null,
    };
}
