using System.Diagnostics;
using TradeMatrix.Testing;

namespace TradeMatrix.Tests;

/// <summary><c>tradematrix serve</c> as a process of its own on a free loopback port.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts it and waits until it says that it serves.</summary>
    public static async Task<ServedProcess> StartAsync(string dataFolder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Cli).Assembly.Location, "serve"]) { WorkingDirectory = dataFolder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k is "DATABASE_URL" or "REDIS_HOST" or "CHART_PROVIDER").ToList()) start.Environment.Remove(name);
        start.Environment["TRADEMATRIX_DATA"] = dataFolder;
        start.Environment["TRADEMATRIX_URL"] = address.ToString();
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("serves charts at", StringComparison.Ordinal)) return new ServedProcess(process, address);
        }
        throw new InvalidOperationException("it ended before it served: " + await error);
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
