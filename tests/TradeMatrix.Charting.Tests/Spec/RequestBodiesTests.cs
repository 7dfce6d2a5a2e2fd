using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Spec;

/// <summary>Bodies that clients of chart-img.com send.</summary>
public sealed class RequestBodiesTests
{
    private static readonly Dictionary<string, string[]> Wrong = new(StringComparer.Ordinal)
    {
        ["06-v2-baseline-5m.json"] =
            ["studies[2].input.length", "studies[2].input.stdDev", "studies[4].input.fastLength", "studies[4].input.signalLength", "studies[4].input.slowLength"],
        // The documentation's table says extendLine, its example extendLines.
        ["24-v2-fib-levels.json"] = ["drawings[0].override.extendLines"],
    };

    [Fact]
    public void Bodies_are_read_or_each_wrong_key_is_named()
    {
        var folder = Path.GetDirectoryName(SharedData.PathOf("reference/requests/03-v2-empty.json"))!;
        var read = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var request = JsonDocument.Parse(File.ReadAllBytes(file));
            var path = request.RootElement.GetProperty("path").GetString()!;
            if (request.RootElement.GetProperty("method").GetString() != "POST" || !path.StartsWith("/v2/", StringComparison.Ordinal)) continue;
            var body = request.RootElement.GetProperty("body");
            if (body.ValueKind != JsonValueKind.Object) continue;
            var name = Path.GetFileName(file);
            if (Wrong.TryGetValue(name, out var paths))
            {
                var e = Assert.Throws<ChartSpecException>(() => ChartSpecJson.Read(body.GetRawText()));
                Assert.Equal(paths, e.Problems.Select(p => p.Path));
                Assert.All(e.Problems, p => Assert.StartsWith("a known key, such as", p.Allowed, StringComparison.Ordinal));
                continue;
            }
            var spec = ChartSpecJson.Read(body.GetRawText());
            Assert.Equal(body.TryGetProperty("studies", out var studies) ? studies.GetArrayLength() : 0, spec.Studies.Length);
            Assert.Equal(body.TryGetProperty("drawings", out var drawings) ? drawings.GetArrayLength() : 0, spec.Drawings.Length);
            Assert.Equal(ChartSpecJson.Write(spec), ChartSpecJson.Write(ChartSpecJson.Read(ChartSpecJson.Write(spec))));
            read++;
        }
        Assert.True(read >= 15, $"only {read} bodies");
    }
}
