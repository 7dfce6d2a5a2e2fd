using Spectre.Console;

namespace TradeMatrix.Rendering;

/// <summary>A progress bar on standard error. Kept apart, because the console library takes a while to load.</summary>
internal static class BatchProgress
{
    /// <summary>Does something for each file.</summary>
    public static void Run(Terminal terminal, IReadOnlyList<string> files, Action<string> action)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress().AutoClear(true).Start(progress =>
        {
            var task = progress.AddTask("Charts", maxValue: files.Count);
            foreach (var file in files)
            {
                task.Description = Markup.Escape(Path.GetFileName(file));
                action(file);
                task.Increment(1);
            }
        });
    }
}
