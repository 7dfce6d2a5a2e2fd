using Spectre.Console;

namespace TradeMatrix.Render;

/// <summary>Works through many files, with a bar on stderr where a person watches.</summary>
internal static class Progress
{
    public static void Run(IReadOnlyList<string> files, Action<string> work)
    {
        if (Console.IsErrorRedirected)
        {
            foreach (var file in files) work(file);
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().Start(context =>
        {
            var task = context.AddTask("Charts", maxValue: files.Count);
            foreach (var file in files)
            {
                work(file);
                task.Increment(1);
            }
        });
    }
}
