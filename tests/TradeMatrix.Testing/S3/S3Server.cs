using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TradeMatrix.Testing.S3;

/// <summary>
/// A real S3-compatible server (s3rver, of npm) with one bucket, on a free loopback port and in a folder of its own. It asks for a
/// signature of version 4 and knows the access key, but does not compute the signature; writing over an object is not atomic.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>Access key and secret key alike, as s3rver has them.</summary>
    public const string Key = "S3RVER";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "S3");
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private S3Server(Process process, DirectoryInfo data, int port) => (_process, _data, Endpoint) = (process, data, new UriBuilder("http", "127.0.0.1", port).Uri);

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server, or says why none can be installed here.</summary>
    /// <param name="bucket">The bucket it has.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<(S3Server? Server, string? Reason)> TryStartAsync(string bucket, CancellationToken cancellationToken)
    {
        if (await Installed.Value is { } reason) return (null, reason);
        var data = Directory.CreateTempSubdirectory("s3-");
        // Its tokens of a list's pages use a cipher that OpenSSL 3 has only so.
        var process = Start("node", "--openssl-legacy-provider", "server.js", data.FullName, bucket);
        var port = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return port is null
            ? throw new InvalidOperationException("s3rver did not start: " + await process.StandardError.ReadToEndAsync(cancellationToken))
            : (new S3Server(process, data, int.Parse(port, CultureInfo.InvariantCulture)), null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>Null once the program is there, else why it is not.</summary>
    private static async Task<string?> InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Program, "node_modules", "s3rver"))) return null;
        try
        {
            using var npm = Start("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--no-progress", "--loglevel=error");
            var said = npm.StandardError.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            await npm.WaitForExitAsync(patience.Token);
            return npm.ExitCode == 0 ? null : "npm could not install s3rver: " + (await said).Split('\n')[0];
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException)
        {
            return "npm could not install s3rver: " + e.Message;
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Program, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
}
