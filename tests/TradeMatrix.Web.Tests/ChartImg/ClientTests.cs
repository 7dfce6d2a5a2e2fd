using System.Diagnostics;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Programs that are not ours, as clients.</summary>
public sealed class ClientTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_gets_its_pictures()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        var output = await RunAsync("node", Path.Combine(AppContext.BaseDirectory, "ChartImg", "Clients", "bot.mjs"), server.Client.BaseAddress!.ToString().TrimEnd('/'), "old-key");
        Assert.Equal(["v1 200 image/png PNG", "v2 200 image/png PNG", "wrong 422 The field must be valid interval id.", "stored 200 image/png PNG", "expires true"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Curl_gets_its_picture()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        // curl sends -d as a form, whatever it holds.
        var output = await RunAsync("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{content_type}", "-d", """{"symbol":"NASDAQ:AAPL","studies":["RSI"]}""", "-H", "x-api-key: old-key", new Uri(server.Client.BaseAddress!, "/v2/tradingview/advanced-chart").ToString());
        Assert.Equal("200 image/png", output);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
