using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Folders;

/// <summary>A folder of CSV files in any layout that <see cref="BarCsv"/> reads, one a symbol and timeframe.</summary>
internal sealed class FolderFeed(string? folder, TimeProvider time) : IFeed
{
    public string Name => FeedNames.Folder;

    public string SymbolNamespace => "canonical";

    /// <summary>Those that a chart may have; what there is, the files tell.</summary>
    public IReadOnlyList<Timeframe> Timeframes { get; } = [.. Timeframe.Names.Select(Timeframe.Parse)];

    public async Task<FeedBars> FetchAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        request.Check(this);
        if (folder is null || !Directory.Exists(folder)) throw Failure(FeedFailure.NotConfigured, "there is no folder of CSV files");
        var ofSymbol = List(folder)
            .Select(f => (File: f, IsNamed: FolderFile.TryParseName(f.Name, out var symbol, out var timeframe), Symbol: symbol, Timeframe: timeframe))
            .Where(f => f.IsNamed && f.Symbol.Equals(request.Symbol, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var files = ofSymbol.Where(f => f.Timeframe == request.Timeframe).Select(f => f.File).ToList();
        if (files.Count == 0)
        {
            throw Failure(FeedFailure.UnknownSymbol, ofSymbol.Count == 0
                ? "there is no file of this symbol"
                : $"the files of this symbol have {string.Join(", ", ofSymbol.Select(f => f.Timeframe).Distinct())}, not {request.Timeframe}");
        }

        // Exports of the same chart overlap: the later one knows better.
        var bars = new SortedDictionary<long, Bar>();
        var (dropped, lastPartial, from) = (0, (long?)null, long.MaxValue);
        foreach (var file in files)
        {
            var content = await ReadAsync(file).ConfigureAwait(false);
            for (var i = 0; i < content.Bars.Count; i++) bars[content.Bars.Time[i]] = content.Bars[i];
            dropped += content.Dropped;
            from = Math.Min(from, content.From);
            if (content.Bars.Count == 0) continue;
            if (content.LastIsPartial) lastPartial = content.Bars.Time[^1];
            else if (content.Bars.Time[^1] >= lastPartial) lastPartial = null;
        }
        var wanted = bars.Values.Where(b => b.Time >= request.From && b.Time < request.To).ToList();
        return new FeedBars(BarSeries.From(wanted), wanted.Count > 0 && wanted[^1].Time == lastPartial, dropped, Math.Max(from, request.From));

        IReadOnlyList<FolderFile> List(string folder)
        {
            try
            {
                return FolderFile.List(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failure(FeedFailure.Unavailable, "the folder cannot be listed", inner: e);
            }
        }

        async Task<FeedBars> ReadAsync(FolderFile file)
        {
            if (file.IsUnsettled(time)) throw Failure(FeedFailure.Unavailable, $"{file.Name} is being written", FolderFile.Settling);
            try
            {
                return (await file.ReadAsync(time, cancellationToken).ConfigureAwait(false))?.Content
                    ?? throw Failure(FeedFailure.Unavailable, $"{file.Name} is being written", FolderFile.Settling);
            }
            catch (BarFileException e)
            {
                throw Failure(FeedFailure.BadAnswer, $"{file.Name}: {e.Message}", inner: e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failure(FeedFailure.Unavailable, $"{file.Name} cannot be read", inner: e);
            }
        }

        FeedException Failure(FeedFailure kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) =>
            new(Name, request.Symbol, kind, message, retryAfter, inner);
    }
}
