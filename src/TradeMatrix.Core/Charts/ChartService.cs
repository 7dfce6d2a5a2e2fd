using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds.Demo;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts;

/// <summary>Makes charts: from a symbol's name to a stored picture.</summary>
public sealed class ChartService(
    SymbolStore symbols, BarLoader bars, ChartCache cache, EmbeddedProvider embedded, SnapshotStore snapshots, UsageHistory usage, ServiceSettings settings, UpstreamProvider? upstream = null)
{
    /// <summary>A picture of our own changes with its bars alone, which its key names; so it may stay as long as there is room.</summary>
    private static readonly TimeSpan EmbeddedLifetime = TimeSpan.FromDays(1);

    /// <summary>Draws a chart, or takes it from the cache, and keeps it as a snapshot when that is wanted.</summary>
    /// <exception cref="ServiceException">The request is wrong, there is nothing to draw, or no provider draws it.</exception>
    public async Task<ChartAnswer> GenerateAsync(Caller caller, ChartRequest request, CancellationToken cancellationToken)
    {
        var symbol = await symbols.GetAsync(caller, request.Symbol, cancellationToken).ConfigureAwait(false);
        if (!symbol.Active) throw new ServiceException(ErrorCode.InvalidSymbol, $"symbol: '{symbol.Symbol}' must be enabled");
        var (spec, levels) = ChartSpecs.Merge(request, symbol);
        return upstream is null
            ? await EmbeddedAsync(caller, request, symbol, spec, levels, cancellationToken).ConfigureAwait(false)
            : await UpstreamAsync(upstream, caller, request, symbol, spec, levels, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ChartAnswer> EmbeddedAsync(
        Caller caller, ChartRequest request, MarketSymbol symbol, ChartSpec spec, IReadOnlyList<ChartProfile.LevelLine> levels, CancellationToken cancellationToken)
    {
        var loaded = await bars.LoadAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false)
            ?? throw new ServiceException(ErrorCode.NoData, $"symbol: '{symbol.Symbol}' must have bars of {spec.Interval} or shorter; import some, or enable a feed");
        spec = WithLevels(spec, levels, loaded, BarLoader.CalendarOf(symbol, spec.Timezone));
        var others = await OthersAsync(caller, spec, cancellationToken).ConfigureAwait(false);
        var requestHash = Hash(ChartSpecJson.Write(spec) + request.Format);
        var cacheKey = Hash($"{requestHash} {loaded.Version} {string.Join(' ', others.Select(o => o.Value.Version))}");
        if (request.ForceRefresh) await cache.RemoveAsync(cacheKey, cancellationToken).ConfigureAwait(false);
        var (picture, wasCached) = await cache.GetAsync(cacheKey, EmbeddedLifetime, token =>
        {
            usage.Count(request.Agent, EmbeddedProvider.Name);
            return embedded.DrawAsync(spec, loaded, request.Format, others.ToDictionary(o => o.Key, o => o.Value.Bars, StringComparer.Ordinal), token);
        }, cancellationToken).ConfigureAwait(false);
        var answer = new ChartAnswer(picture, spec, wasCached) { Notices = loaded.Notices };
        return await KeptAsync(caller, request, symbol, answer, requestHash, cacheKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the upstream provider; when it fails, the newest snapshot of the same spec serves, else our own engine.</summary>
    private async Task<ChartAnswer> UpstreamAsync(
        UpstreamProvider provider, Caller caller, ChartRequest request, MarketSymbol symbol, ChartSpec spec, IReadOnlyList<ChartProfile.LevelLine> levels, CancellationToken cancellationToken)
    {
        var asked = spec with { Symbol = await TvSymbolAsync(caller, symbol, cancellationToken).ConfigureAwait(false) };
        var requestHash = Hash(ChartSpecJson.Write(asked) + request.Format);
        var cacheKey = Hash($"{UpstreamProvider.Name} {requestHash}");
        if (request.ForceRefresh) await cache.RemoveAsync(cacheKey, cancellationToken).ConfigureAwait(false);
        ChartAnswer answer;
        try
        {
            var (picture, wasCached) = await cache.GetAsync(cacheKey, settings.CacheTtl, token => provider.DrawAsync(asked, request.Format, request.Agent, caller.IsTrusted, token), cancellationToken).ConfigureAwait(false);
            answer = new ChartAnswer(picture, asked, wasCached);
        }
        catch (ProviderException e)
        {
            answer = await InsteadAsync(caller, request, symbol, asked, requestHash, e, token => EmbeddedAsync(caller, request, symbol, spec, levels, token), cancellationToken).ConfigureAwait(false);
        }
        answer = answer with { RemainingRequests = await provider.RemainingAsync(cancellationToken).ConfigureAwait(false) };
        return answer.Snapshot is null && answer.Picture.Provider == UpstreamProvider.Name
            ? await KeptAsync(caller, request, symbol, answer, requestHash, cacheKey, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    private async Task<ChartAnswer> InsteadAsync(
        Caller caller, ChartRequest request, MarketSymbol symbol, ChartSpec asked, string requestHash, ProviderException failure, Func<CancellationToken, Task<ChartAnswer>> draw, CancellationToken cancellationToken)
    {
        if (await snapshots.NewestAsync(caller, s => s.RequestHash == requestHash, cancellationToken).ConfigureAwait(false) is { } kept
            && await snapshots.OpenAsync(kept.Id, cancellationToken).ConfigureAwait(false) is { Bytes: { } bytes })
        {
            var picture = new DrawnChart(bytes, kept.Format, kept.Width ?? asked.Width, kept.Height ?? asked.Height, kept.Provider, kept.RenderMs ?? 0, "", kept.DataAsOf ?? kept.CreatedAt);
            return new ChartAnswer(picture, asked, WasCached: true) { Snapshot = kept, Notices = [$"{failure.Message}; answered with the snapshot of {kept.CreatedAt:yyyy-MM-dd HH:mm} UTC"] };
        }
        try
        {
            var answer = await draw(cancellationToken).ConfigureAwait(false);
            return answer with { Notices = [$"{failure.Message}; drawn by {EmbeddedProvider.Name}", .. answer.Notices] };
        }
        catch (ServiceException e) when (e.Code == ErrorCode.NoData)
        {
            throw new ServiceException(failure.Code, $"{failure.Message}; '{symbol.Symbol}' has no snapshot of this chart and no bars to draw it from") { RetryAfter = failure.RetryAfter };
        }
    }

    private async Task<string> TvSymbolAsync(Caller caller, MarketSymbol symbol, CancellationToken cancellationToken) =>
        ChartConfig.Read(symbol.ChartConfig).TvSymbol ?? symbol.TvSymbol
        ?? ((await symbols.AliasesAsync(caller, symbol, cancellationToken).ConfigureAwait(false)).TryGetValue(SymbolNamespace.TradingView, out var names) ? names[0] : symbol.Symbol);

    private async Task<ChartAnswer> KeptAsync(Caller caller, ChartRequest request, MarketSymbol symbol, ChartAnswer answer, string requestHash, string cacheKey, CancellationToken cancellationToken) =>
        request.SaveSnapshot ? answer with { Snapshot = await KeepAsync(caller, request, symbol, answer, requestHash, cacheKey, cancellationToken).ConfigureAwait(false) } : answer;

    private async Task<ChartSnapshot> KeepAsync(Caller caller, ChartRequest request, MarketSymbol symbol, ChartAnswer answer, string requestHash, string cacheKey, CancellationToken cancellationToken)
    {
        if (answer.WasCached && await snapshots.NewestAsync(caller, s => s.CacheKey == cacheKey && s.SymbolId == symbol.Id, cancellationToken).ConfigureAwait(false) is { } kept) return kept;
        var metadata = new JsonObject
        {
            ["spec"] = JsonNode.Parse(ChartSpecJson.Write(answer.Spec)),
            ["alt_text"] = answer.Picture.AltText,
            ["symbol"] = symbol.Symbol,
            ["agent_name"] = request.Agent,
        };
        foreach (var (key, value) in request.Metadata ?? []) metadata[key] = value?.DeepClone();
        var picture = answer.Picture;
        var saved = await snapshots.SaveAsync(caller, new SnapshotDraft
        {
            SymbolId = symbol.Id, UserId = symbol.UserId, Timeframe = answer.Spec.Interval.ToString(), Agent = request.Agent, TriggerType = request.TriggerType, Provider = picture.Provider,
            Bytes = picture.Bytes, Format = picture.Format, Width = picture.Width, Height = picture.Height, RenderMs = picture.RenderMs, RequestHash = requestHash, CacheKey = cacheKey,
            DataAsOf = picture.DataAsOf, Metadata = metadata,
        }, cancellationToken).ConfigureAwait(false);
        saved.Symbol = symbol;
        return saved;
    }

    /// <summary>Bars of the symbols that studies compare with.</summary>
    private async Task<Dictionary<string, LoadedBars>> OthersAsync(Caller caller, ChartSpec spec, CancellationToken cancellationToken)
    {
        var others = new Dictionary<string, LoadedBars>(StringComparer.Ordinal);
        foreach (var name in SymbolsIn(spec))
        {
            var symbol = await symbols.GetAsync(caller, name, cancellationToken).ConfigureAwait(false);
            others[name] = await bars.LoadAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false)
                ?? throw new ServiceException(ErrorCode.NoData, $"studies: '{name}' must have bars of {spec.Interval} or shorter");
        }
        return others;
    }

    private static IEnumerable<string> SymbolsIn(ChartSpec spec) => spec.Studies
        .Select(s => Catalog.Studies[s.Name].Inputs.FirstOrDefault(i => i.Key == "symbol") is { } input ? (s.Input.GetValueOrDefault("symbol") ?? input.Default)?.ToString() : null)
        .OfType<string>().Where(s => s.Length > 0).Distinct(StringComparer.Ordinal);

    private static ChartSpec WithLevels(ChartSpec spec, IReadOnlyList<ChartProfile.LevelLine> levels, LoadedBars loaded, ExchangeCalendar hours)
    {
        if (loaded.IsDemo) spec = spec with { Watermark = DemoFeed.Watermark, WatermarkSize = 64, WatermarkOpacity = 0.3 };
        if (levels.Count == 0 || DailyLevels.Of(loaded.Bars, spec.Interval, hours) is not { } prices) return spec;
        return spec with { Drawings = [.. spec.Drawings, .. levels.Select(prices.Draw)] };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
