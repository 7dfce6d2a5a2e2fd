using System.Diagnostics;
using System.Threading.Channels;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Tests;

/// <summary><c>tradematrix serve --roles worker</c> as a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private WorkerProcess(Process process)
    {
        _process = process;
        foreach (var reader in (StreamReader[])[process.StandardOutput, process.StandardError]) _ = ForwardAsync(reader);
    }

    public int Id => _process.Id;

    /// <summary>Starts it over a PostgreSQL and a data folder.</summary>
    public static WorkerProcess Start(ServiceSettings settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Cli).Assembly.Location, "serve", "--roles", "worker"]) { WorkingDirectory = settings.DataFolder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k is "REDIS_HOST" or "CHART_PROVIDER" or "ROLES").ToList()) start.Environment.Remove(name);
        start.Environment["DATABASE_URL"] = settings.DatabaseUrl;
        start.Environment["TRADEMATRIX_DATA"] = settings.DataFolder;
        start.Environment["TASK_LEASE_SECONDS"] = "5";
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Waits for so many lines that it writes with a text in them.</summary>
    public async Task SeeAsync(string text, int times, CancellationToken cancellationToken)
    {
        while (times > 0)
        {
            if ((await _lines.Reader.ReadAsync(cancellationToken)).Contains(text, StringComparison.Ordinal)) times--;
        }
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private async Task ForwardAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
    }
}
