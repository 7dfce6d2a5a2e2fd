using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TradeMatrix.Benchmarks;

/// <summary>
/// Sends requests for charts that are not in the cache and prints throughput and latency. At a fixed rate the latency counts
/// from the moment at which a request was due, so that a stall is not hidden by the requests that it delays.
/// </summary>
internal static class Load
{
    private const string Studies = "[\"EMA:20\",\"EMA:50\",\"BB\",\"RSI\",\"MACD\"]";

    /// <param name="server">Address of a server that has bars of the symbol.</param>
    /// <param name="symbol">The symbol, with daily bars.</param>
    /// <param name="rate">Requests a second; 0 for as many as the connections can.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="connections">Most requests at once.</param>
    /// <param name="saves">Whether snapshots are kept.</param>
    public static async Task RunAsync(Uri server, string symbol, double rate, double seconds, int connections, bool saves)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = server };
        var (seed, sent, failed, bytes) = (Random.Shared.Next(), 0, 0, 0L);
        for (var i = 0; i < 200; i++) await SendAsync(-i); // the just-in-time compiler
        bytes = 0;
        var latencies = new List<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var n = Interlocked.Increment(ref sent);
                var due = rate > 0 ? TimeSpan.FromSeconds(n / rate) : clock.Elapsed;
                if (due.TotalSeconds > seconds) return;
                if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
                var started = rate > 0 ? due : clock.Elapsed;
                await SendAsync(n);
                var latency = (clock.Elapsed - started).TotalMilliseconds;
                lock (latencies) latencies.Add(latency);
            }
        })));
        latencies.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            charts = latencies.Count,
            failed,
            per_second = Math.Round(latencies.Count / clock.Elapsed.TotalSeconds, 1),
            p50_ms = Percentile(0.5),
            p95_ms = Percentile(0.95),
            p99_ms = Percentile(0.99),
            kb_a_chart = bytes / Math.Max(1, latencies.Count) / 1024,
        }));

        double Percentile(double p) => latencies.Count == 0 ? 0 : Math.Round(latencies[(int)Math.Min(latencies.Count - 1, p * latencies.Count)], 1);

        async Task SendAsync(int n)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/charts/generate")
            {
                Content = new StringContent(
                    $$$"""{"symbol":"{{{symbol}}}","timeframe":"1D","save_snapshot":{{{(saves ? "true" : "false")}}},"custom_indicators":{{{Studies}}},"overrides":{"title":"{{{seed}}} {{{n}}}"}}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
            using var response = await client.SendAsync(request);
            Interlocked.Add(ref bytes, (await response.Content.ReadAsByteArrayAsync()).Length);
            if (!response.IsSuccessStatusCode) Interlocked.Increment(ref failed);
        }
    }
}
