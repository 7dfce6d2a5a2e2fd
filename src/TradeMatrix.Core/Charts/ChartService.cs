using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Subjects;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts;

/// <summary>Makes charts: from a symbol's name to a stored picture.</summary>
public sealed class ChartService(
    SymbolStore symbols, SubjectFinder finder, ContentLoader loader, ChartCache cache, EmbeddedProvider embedded, SnapshotStore snapshots, UsageHistory usage, ServiceSettings settings, UpstreamProvider? upstream = null)
{
    /// <summary>A picture of our own changes with its bars alone, which its key names: the day only ends what nobody asks for any more.</summary>
    private static readonly TimeSpan EmbeddedLifetime = TimeSpan.FromDays(1);

    /// <summary>Draws a chart, or takes it from the cache, and keeps it as a snapshot when that is wanted.</summary>
    /// <exception cref="ServiceException">The request is wrong, there is nothing to draw, or no provider draws it.</exception>
    public async Task<ChartAnswer> GenerateAsync(Caller caller, ChartRequest request, CancellationToken cancellationToken)
    {
        var order = await OrderAsync(caller, request, cancellationToken).ConfigureAwait(false);
        if (request.IdempotencyKey is { } key && await KeptAnswerAsync(order, order.Spec, s => s.IdempotencyKey == key, cancellationToken).ConfigureAwait(false) is { } made) return made;
        return upstream is null
            ? await EmbeddedAsync(order, cancellationToken).ConfigureAwait(false)
            : await UpstreamAsync(upstream, order, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the picture of a request shows, from our own bars.</summary>
    /// <exception cref="ServiceException">The request is wrong, or there is nothing to show.</exception>
    public async Task<ChartDescription> DescribeAsync(Caller caller, ChartRequest request, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(await OrderAsync(caller, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new ChartDescription(await embedded.DescribeAsync(content, cancellationToken).ConfigureAwait(false), content.Levels, content.Notices);
    }

    /// <summary>A chart from our own bars with its layout, for a document that draws it itself; nothing is kept.</summary>
    /// <exception cref="ServiceException">The request is wrong, or there is nothing to draw.</exception>
    public async Task<ChartPicture> PictureAsync(Caller caller, ChartRequest request, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(await OrderAsync(caller, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return await embedded.PictureAsync(content, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Order> OrderAsync(Caller caller, ChartRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is { } given)
        {
            var subject = await finder.FindAsync(caller, request.Symbol, given.Interval, cancellationToken).ConfigureAwait(false);
            return new Order(caller, request, subject, ChartSpecs.Of(given, subject.Symbol), []);
        }
        var symbol = await symbols.GetAsync(caller, request.Symbol, cancellationToken).ConfigureAwait(false);
        if (!symbol.Active) throw new ServiceException(ErrorCode.InvalidSymbol, $"symbol: '{symbol.Symbol}' must be enabled");
        var (spec, levels) = ChartSpecs.Merge(request, symbol);
        return new Order(caller, request, new ChartSubject(symbol), spec, levels);
    }

    private Task<ChartContent> ContentAsync(Order order, CancellationToken cancellationToken) =>
        loader.LoadAsync(order.Caller, order.Subject, order.Spec, order.Levels, allowsUnknown: order.Request.Spec is not null, cancellationToken);

    private async Task<ChartAnswer> EmbeddedAsync(Order order, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(order, cancellationToken).ConfigureAwait(false);
        var requestHash = Hash(ChartSpecJson.Write(content.Spec) + order.Request.Format);
        var cacheKey = Hash($"{requestHash} {content.Version}");
        var (picture, wasCached) = await cache.GetAsync(cacheKey, EmbeddedLifetime, order.Request.ForceRefresh, token =>
        {
            usage.Count(order.Request.Agent, EmbeddedProvider.Name);
            return embedded.DrawAsync(content, order.Request.Format, token);
        }, cancellationToken).ConfigureAwait(false);
        return await KeptAsync(order, new ChartAnswer(picture, content.Spec, wasCached) { Notices = content.Notices }, requestHash, cacheKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the upstream provider; when it fails, the newest snapshot of the same spec serves, else our own engine.</summary>
    private async Task<ChartAnswer> UpstreamAsync(UpstreamProvider provider, Order order, CancellationToken cancellationToken)
    {
        var spec = order.Spec with { Symbol = await TvSymbolAsync(order.Caller, order.Subject.Symbol, cancellationToken).ConfigureAwait(false) };
        if (order.Levels.Count > 0 && await loader.LevelsAsync(order.Caller, order.Subject.Symbol, order.Spec, cancellationToken).ConfigureAwait(false) is { } levels) spec = levels.AddTo(spec, order.Levels);
        var session = order.Request.Session;
        var requestHash = Hash($"{ChartSpecJson.Write(spec)}{order.Request.Format}{session?.Id}");
        var cacheKey = Hash($"{UpstreamProvider.Name} {requestHash}");
        ChartAnswer answer;
        try
        {
            // A call that is sent is paid for: whoever leaves does not end it, and the next who asks finds its picture.
            var (picture, wasCached) = await cache.GetAsync(
                cacheKey, settings.CacheTtl, order.Request.ForceRefresh, token => provider.DrawAsync(spec, order.Request.Format, order.Request.Agent, order.Caller.IsTrusted || order.Request.MayUseReserve, session, token), CancellationToken.None)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            answer = new ChartAnswer(picture, spec, wasCached) { Notices = order.Subject.Notices };
        }
        catch (ProviderException e)
        {
            answer = await InsteadAsync(order, spec, requestHash, e, cancellationToken).ConfigureAwait(false);
        }
        answer = answer with { RemainingRequests = await provider.RemainingAsync(cancellationToken).ConfigureAwait(false) };
        return answer.Snapshot is null && answer.Picture.Provider == UpstreamProvider.Name
            ? await KeptAsync(order, answer, requestHash, cacheKey, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    private async Task<ChartAnswer> InsteadAsync(Order order, ChartSpec asked, string requestHash, ProviderException failure, CancellationToken cancellationToken)
    {
        if (await KeptAnswerAsync(order, asked, s => s.RequestHash == requestHash, cancellationToken).ConfigureAwait(false) is { } kept)
            return kept with { Notices = [$"{failure.Message}; answered with the snapshot of {kept.Snapshot!.CreatedAt:yyyy-MM-dd HH:mm} UTC"] };
        try
        {
            var answer = await EmbeddedAsync(order, cancellationToken).ConfigureAwait(false);
            return answer with { Notices = [$"{failure.Message}; drawn by {EmbeddedProvider.Name}", .. answer.Notices] };
        }
        catch (ServiceException e) when (e.Code == ErrorCode.NoData)
        {
            throw new ServiceException(failure.Code, $"{failure.Message}; '{order.Subject.Symbol.Symbol}' has no snapshot of this chart and no bars to draw it from") { RetryAfter = failure.RetryAfter };
        }
    }

    /// <summary>The newest snapshot that a condition fits, as an answer; null when there is none.</summary>
    private async Task<ChartAnswer?> KeptAnswerAsync(Order order, ChartSpec spec, Expression<Func<ChartSnapshot, bool>> condition, CancellationToken cancellationToken)
    {
        if (await snapshots.NewestAsync(order.Caller, condition, cancellationToken).ConfigureAwait(false) is not { } kept
            || await snapshots.OpenAsync(kept.Id, cancellationToken).ConfigureAwait(false) is not { Bytes: { } bytes }) return null;
        var picture = new DrawnChart(bytes, kept.Format, kept.Width ?? spec.Width, kept.Height ?? spec.Height, kept.Provider, kept.RenderMs ?? 0, "", kept.DataAsOf ?? kept.CreatedAt);
        return new ChartAnswer(picture, spec, WasCached: true) { Snapshot = kept };
    }

    private async Task<string> TvSymbolAsync(Caller caller, MarketSymbol symbol, CancellationToken cancellationToken) =>
        ChartConfig.Read(symbol.ChartConfig).TvSymbol ?? symbol.TvSymbol
        ?? ((await symbols.AliasesAsync(caller, symbol, cancellationToken).ConfigureAwait(false)).TryGetValue(SymbolNamespace.TradingView, out var names) ? names[0] : symbol.Symbol);

    private async Task<ChartAnswer> KeptAsync(Order order, ChartAnswer answer, string requestHash, string cacheKey, CancellationToken cancellationToken)
    {
        if (!order.Request.SaveSnapshot) return answer;
        var (caller, request, picture) = (order.Caller, order.Request, answer.Picture);
        var symbol = await symbols.StoredAsync(caller, order.Subject.Owner, cancellationToken).ConfigureAwait(false);
        var owner = symbol.UserId ?? caller.UserId;
        // What an agent notes belongs to its own snapshot; without notes one of the same picture serves.
        if (answer.WasCached && request is { Metadata: null, IdempotencyKey: null } && await snapshots.NewestAsync(
            caller, s => s.CacheKey == cacheKey && s.SymbolId == symbol.Id && s.CreatedByAgent == request.Agent && s.UserId == owner, cancellationToken).ConfigureAwait(false) is { } kept)
            return answer with { Snapshot = kept };

        var metadata = request.Metadata is { } notes ? notes.DeepClone().AsObject() : [];
        metadata["spec"] = JsonNode.Parse(ChartSpecJson.Write(answer.Spec));
        metadata["alt_text"] = picture.AltText;
        metadata["symbol"] = order.Subject.Symbol.Symbol;
        metadata["agent_name"] = request.Agent;
        var saved = await snapshots.SaveAsync(caller, new SnapshotDraft
        {
            SymbolId = symbol.Id, UserId = symbol.UserId, Timeframe = answer.Spec.Interval.ToString(), Agent = request.Agent, TriggerType = request.TriggerType, Provider = picture.Provider,
            Bytes = picture.Bytes, Format = picture.Format, Width = picture.Width, Height = picture.Height, RenderMs = picture.RenderMs, RequestHash = requestHash, CacheKey = cacheKey,
            DataAsOf = picture.DataAsOf, Metadata = metadata, Retention = request.Retention, IdempotencyKey = request.IdempotencyKey,
        }, cancellationToken).ConfigureAwait(false);
        saved.Symbol = symbol;
        return answer with { Snapshot = saved };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A request that is understood: for whom, of what, and how it shall look.</summary>
    private sealed record Order(Caller Caller, ChartRequest Request, ChartSubject Subject, ChartSpec Spec, IReadOnlyList<ChartProfile.LevelLine> Levels);
}
