using TradeMatrix.Conformance;

if (args is not [var address, var folder, ..])
{
    Console.Error.WriteLine("usage: conformance ADDRESS FOLDER [KEY]    FOLDER has recorded requests, one a file");
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
