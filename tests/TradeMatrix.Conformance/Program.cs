using System.Diagnostics;
using System.Globalization;
using TradeMatrix.Conformance;

if (args is ["random", var server, var count, ..]) return await RandomAsync(new Uri(server), int.Parse(count, CultureInfo.InvariantCulture), args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : Random.Shared.Next()).ConfigureAwait(false);
if (args is not [var address, var folder, ..])
{
    Console.Error.WriteLine("usage: conformance ADDRESS FOLDER [KEY]           FOLDER has recorded requests, one a file");
    Console.Error.WriteLine("       conformance random ADDRESS COUNT [SEED]    random bodies, with the longest time that one took");
    return 2;
}
using var client = new HttpClient { BaseAddress = new Uri(address) };
var replay = new Replay(client, args.ElementAtOrDefault(2) ?? "none");
var failed = 0;
foreach (var request in RecordedRequest.ReadAll(folder))
{
    var faults = await replay.CheckAsync(request, CancellationToken.None).ConfigureAwait(false);
    Console.WriteLine($"{(faults.Count == 0 ? "good  " : "FAILED")} {request.Name}{string.Concat(faults.Select(f => "\n         " + f))}");
    if (faults.Count > 0) failed++;
}
return failed == 0 ? 0 : 1;

static async Task<int> RandomAsync(Uri server, int count, int seed)
{
    using var client = new HttpClient { BaseAddress = server };
    var bodies = new RandomBodies(seed);
    var (statuses, slowest, at) = (new SortedDictionary<int, int>(), TimeSpan.Zero, 0);
    for (var i = 0; i < count; i++)
    {
        using var content = new ByteArrayContent(bodies.Next());
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/v2/tradingview/advanced-chart", UriKind.Relative), content).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(started);
        if (took > slowest) (slowest, at) = (took, i);
        var status = (int)answer.StatusCode;
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
        if (status >= 500) Console.WriteLine($"{status} for body {i} of seed {seed}");
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {string.Join(", ", statuses.Select(s => $"{s.Value} of {s.Key}"))}; the slowest, {at}, took {slowest.TotalMilliseconds:0} ms"));
    return statuses.Keys.Any(s => s >= 500) ? 1 : 0;
}
