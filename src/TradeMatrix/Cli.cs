using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TradeMatrix.Backtesting;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Databases;
using TradeMatrix.Importing;
using TradeMatrix.Inspecting;
using TradeMatrix.Keys;
using TradeMatrix.Rendering;
using TradeMatrix.Serving;
using TradeMatrix.Symbols;
using TradeMatrix.Tasks;
using TradeMatrix.Trades;
using TradeMatrix.Usage;
using TradeMatrix.Values;

namespace TradeMatrix;

/// <summary>The command line: verbs, and what becomes of errors.</summary>
internal static class Cli
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        try
        {
            return Invoke(args, terminal);
        }
        catch (UsageException e)
        {
            foreach (var problem in e.Problems) terminal.Complain(problem);
            return ExitCode.WrongUsage;
        }
        catch (ChartSpecException e)
        {
            foreach (var problem in e.Problems) terminal.Complain(problem.ToString());
            return ExitCode.WrongUsage;
        }
        catch (FailureException e)
        {
            terminal.Complain(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            if (terminal.ShowsStack) terminal.Error.WriteLine("tradematrix: " + e);
            else terminal.Complain($"{e.GetType().Name}: {e.Message} (TRADEMATRIX_DEBUG=1 shows more)");
            return ExitCode.Failed;
        }
        finally
        {
            terminal.Out.Flush();
        }
    }

    private static int Invoke(IReadOnlyList<string> args, Terminal terminal)
    {
        var root = new RootCommand("Draws trading charts, and serves them over HTTP.")
        {
            RenderVerb.Create(terminal),
            ValuesVerb.Create(terminal),
            InspectVerb.Create(terminal),
            BacktestVerb.Create(terminal),
            ServeVerb.Create(terminal),
            ImportVerb.Create(terminal),
            SymbolsVerb.Create(terminal),
            TaskVerb.Create(terminal),
            TradesVerb.Create(terminal),
            UsageVerb.Create(terminal),
            KeysVerb.Create(terminal),
            DatabaseVerb.Create(terminal),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help }) option.Action = new HelpWithExamples(help);
        }
        // A value may begin with @, which must not be taken for a file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            throw new UsageException(string.Join(" ", parsed.Errors.Select(e => e.Message)) + $" (see tradematrix {PathOf(parsed.CommandResult)}--help)");
        return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }

    private static string PathOf(CommandResult? result) => result?.Command is Verb verb ? $"{PathOf(result.Parent as CommandResult)}{verb.Name} " : "";
}
