using System.Diagnostics;
using StackExchange.Redis;

namespace TradeMatrix.Testing;

/// <summary>A real Redis of its own on a free loopback port, for the tests of an assembly.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder;
    private Process _process;

    private RedisServer(string folder, int port, Process process) => (_folder, Port, _process) = (folder, port, process);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("tradematrix-redis-").FullName, FreePort.Next());
        var server = new RedisServer(folder, port, Launch(folder, port));
        await server.WaitAsync();
        return server;
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again on its port, empty.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Launch(_folder, Port);
        await WaitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Process Launch(string folder, int port) => Process.Start(new ProcessStartInfo(
        "redis-server", ["--port", port.ToString(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder, "--logfile", "log"]))!;

    private async Task WaitAsync()
    {
        // Connecting tries again by itself until the server answers, and the ping waits for it.
        var options = new ConfigurationOptions { EndPoints = { { "127.0.0.1", Port } }, AsyncTimeout = 30_000, AbortOnConnectFail = false, ReconnectRetryPolicy = new LinearRetry(100) };
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await connection.GetDatabase().PingAsync();
    }
}
