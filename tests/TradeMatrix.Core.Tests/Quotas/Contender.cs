using System.Diagnostics;

namespace TradeMatrix.Core.Tests.Quotas;

/// <summary>Another process that fights for calls.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "TradeMatrix.QuotaContender.dll")])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public bool IsDead => _process.HasExited;

    /// <summary>Tells it the settings of a round, and waits until it is ready.</summary>
    public async Task PrepareAsync(string round, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(round);
        Assert.Equal("ready", await _process.StandardOutput.ReadLineAsync(cancellationToken));
    }

    /// <summary>Fights until nobody gets another call.</summary>
    /// <param name="killAfter">Calls after which it is killed; null to let it live.</param>
    /// <returns>Calls granted to it.</returns>
    public async Task<int> FightAsync(int? killAfter, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("go");
        var granted = 0;
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "end") return granted;
            Assert.Equal("granted", line);
            if (++granted == killAfter) _process.Kill();
        }
        Assert.NotNull(killAfter);
        await _process.WaitForExitAsync(cancellationToken);
        return granted;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
