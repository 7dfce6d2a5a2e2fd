using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace TradeMatrix.Tests;

public sealed class ServeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kill_in_the_middle_of_200_charts_leaves_every_row_with_its_bytes_and_every_blob_with_its_row()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.WriteBars("dax.csv", TemporaryFolder.Walk(400));
        using (var served = await ServedProcess.StartAsync(folder.Path))
        {
            using var body = new StreamContent(File.OpenRead(csv));
            (await served.Client.PostAsync("/api/v1/bars/DAX?timeframe=1D", body, Cancel)).EnsureSuccessStatusCode();
            var (answered, half) = (0, new TaskCompletionSource());
            var charts = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
            {
                var request = new { symbol = "DAX", timeframe = "1D", overrides = new { width = 400 + i, height = 300 } };
                using var response = await served.Client.PostAsJsonAsync("/api/v1/charts/generate", request, Cancel);
                Assert.True(response.IsSuccessStatusCode);
                if (Interlocked.Increment(ref answered) == 100) half.SetResult();
            })).ToList();
            await half.Task;
            served.Kill();
            await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(charts));
            Assert.InRange(answered, 100, 199);
        }

        var rows = Keys(folder["tradematrix.db"]);
        Assert.InRange(rows.Count, 100, 200);
        Assert.Empty(rows.Except(Blobs(folder.Path))); // even before anything heals

        using (var served = await ServedProcess.StartAsync(folder.Path))
        {
            var list = JsonNode.Parse(await served.Client.GetStringAsync("/api/v1/charts/snapshots?limit=200", Cancel))!;
            Assert.Equal(rows.Count, (int)list["total"]!);
            foreach (var snapshot in list["snapshots"]!.AsArray())
                Assert.StartsWith("\u0089PNG", System.Text.Encoding.Latin1.GetString(await served.Client.GetByteArrayAsync((string)snapshot!["chart_url"]!, Cancel)), StringComparison.Ordinal);
            // As the server does by itself after its start, but here it is awaited.
            (await served.Client.PostAsync("/api/v1/charts/cleanup", null, Cancel)).EnsureSuccessStatusCode();
            Assert.Equal(rows.Order(StringComparer.Ordinal), Blobs(folder.Path));
        }
    }

    private static List<string> Keys(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT storage_key FROM chart_snapshots";
        using var reader = command.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read()) keys.Add(reader.GetString(0));
        return keys;
    }

    private static IEnumerable<string> Blobs(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "blobs"), "*.png", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
