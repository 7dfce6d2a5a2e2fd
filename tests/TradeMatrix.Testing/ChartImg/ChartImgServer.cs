using System.Collections.Concurrent;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace TradeMatrix.Testing.ChartImg;

/// <summary>
/// Plays api.chart-img.com on a free loopback port: its paths, forms of the key, plan limits and error bodies, and faults in the
/// order they are asked for. It checks the key, then the plan's calls, then the request, then the plan's sizes; in which order the
/// real service checks the last two is not known.
/// </summary>
public sealed class ChartImgServer : IAsyncDisposable
{
    /// <summary>With the older spellings, which are still taken.</summary>
    private const string MiniIntervals = "1D 1M 3M 1Y 5Y ALL 1d all", V1Intervals = "1m 3m 5m 15m 30m 45m 1h 2h 3h 4h 1D 1W 1M 3M 6M 1Y 1d 5d 1w all";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, ChartImgAccount> _accounts;
    private readonly ConcurrentQueue<ChartImgFault> _faults = new();
    private readonly ConcurrentQueue<ChartImgCall> _calls = new();
    private readonly Channel<ChartImgCall> _arrivals = Channel.CreateUnbounded<ChartImgCall>();
    private readonly ConcurrentDictionary<string, byte> _unknownSymbols = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string ContentType)> _stored = new(StringComparer.Ordinal);

    private ChartImgServer(WebApplication app, TimeProvider time, IReadOnlyDictionary<string, ChartImgPlan> keys)
    {
        (_app, _time) = (app, time);
        _accounts = keys.ToDictionary(k => k.Key, k => new ChartImgAccount(k.Value, time), StringComparer.Ordinal);
        Map(app);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Every call so far, refused ones too.</summary>
    public IReadOnlyList<ChartImgCall> Calls => [.. _calls];

    /// <summary>Starts a server.</summary>
    /// <param name="keys">The keys it knows, with their plans.</param>
    /// <param name="time">The clock of the limits; by default the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ChartImgServer> StartAsync(IReadOnlyDictionary<string, ChartImgPlan> keys, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new ChartImgServer(app, time ?? TimeProvider.System, keys);
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>How many calls a key has made.</summary>
    public int CallsOf(string key) => _calls.Count(c => c.Key == key);

    /// <summary>The next calls meet these, one each, and then all is well again.</summary>
    public void Fail(params IEnumerable<ChartImgFault> faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    /// <summary>From now on no exchange has this symbol.</summary>
    public void Forget(string symbol) => _unknownSymbols[symbol] = 0;

    /// <summary>The next call that arrives, or one that arrived and was not yet asked for.</summary>
    public ValueTask<ChartImgCall> NextCallAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.MapGet("/v1/tradingview/mini-chart", c => V1Async(c, isMini: true, isStored: false));
        app.MapGet("/v1/tradingview/mini-chart/storage", c => V1Async(c, isMini: true, isStored: true));
        app.MapGet("/v1/tradingview/advanced-chart", c => V1Async(c, isMini: false, isStored: false));
        app.MapGet("/v1/tradingview/advanced-chart/storage", c => V1Async(c, isMini: false, isStored: true));
        app.MapPost("/v2/tradingview/advanced-chart", c => V2Async(c, isStored: false));
        app.MapPost("/v2/tradingview/advanced-chart/storage", c => V2Async(c, isStored: true));
        app.MapPost("/v2/tradingview/layout-chart/{id}", c => LayoutAsync(c, isStored: false));
        app.MapPost("/v2/tradingview/layout-chart/storage/{id}", c => LayoutAsync(c, isStored: true));
        app.MapGet("/v3/tradingview/exchange/list", c => V3Async(c, ["BINANCE", "NASDAQ", "XETR"]));
        app.MapGet("/v3/tradingview/exchange/{id}", V3ExchangeAsync);
        // Stored pictures are public: no key, no count.
        app.MapGet("/v1/storage/pub/{name}", StoredAsync);
        app.MapGet("/{day:length(8)}/tradingview/advanced-chart/{name}", StoredAsync);
        // Of any method: POST on a v1 path is no route either.
        app.Map("/{**path}", static c => MessageAsync(c, 404, "Route Not Found"));
    }

    private async Task V1Async(HttpContext context, bool isMini, bool isStored)
    {
        var (width, height) = isMini ? (350, 220) : (800, 600);
        var query = context.Request.Query;
        var key = Bearer(context) ?? Given(query["key"]);
        if (await AdmitAsync(context, key, "", width, height) is not { } account) return;
        var interval = Given(query["interval"]) ?? (isMini ? "1M" : "1D");
        if (!(isMini ? MiniIntervals : V1Intervals).Split(' ').Contains(interval))
        {
            var fault = new JsonObject { ["value"] = interval, ["msg"] = "The field must be valid interval id.", ["param"] = "interval", ["location"] = "query" };
            await JsonAsync(context, 422, new JsonObject { ["errors"] = new JsonArray(fault) });
            return;
        }
        var symbol = Given(query["symbol"]) ?? "BINANCE:BTCUSDT";
        (width, height) = (Number("width", width), Number("height", height));
        if (width > account.Plan.MaxWidth || height > account.Plan.MaxHeight)
        {
            await MessageAsync(context, 403, $"Exceed Max Usage Resolution Limit ({account.Plan.MaxWidth}x{account.Plan.MaxHeight})");
            return;
        }
        if (_unknownSymbols.ContainsKey(symbol))
        {
            await JsonAsync(context, 422, new JsonObject { ["error"] = "Invalid symbol." });
            return;
        }
        var format = Given(query["format"]);
        await PictureAsync(context, ChartImgPictures.Draw(symbol, width, height, Given(query["theme"]) ?? "dark", format), format, isStored ? account : null, isV1: true);

        int Number(string name, int otherwise) => int.TryParse(query[name], out var number) ? number : otherwise;
    }

    /// <summary>A layout that everyone may see; which there are, only TradingView knows.</summary>
    private async Task LayoutAsync(HttpContext context, bool isStored)
    {
        if (await AdmitAsync(context, Given(context.Request.Headers["x-api-key"]), await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted), 800, 600) is not { } account) return;
        await PictureAsync(context, ChartImgPictures.Draw("LAYOUT", 800, 600, "dark", null), null, isStored ? account : null, isV1: false);
    }

    private async Task V2Async(HttpContext context, bool isStored)
    {
        var text = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        JsonObject? body = null;
        try
        {
            body = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Answered below, after the key.
        }
        var (width, height) = (Size("width", 800), Size("height", 600));
        var key = Given(context.Request.Headers["x-api-key"]) ?? Given(context.Request.Query["key"]);
        if (await AdmitAsync(context, key, text, width, height) is not { } account) return;
        if (body is null)
        {
            await MessageAsync(context, 400, "Bad Request");
            return;
        }
        if (ChartImgRules.Faults(body) is { Count: > 0 } faults)
        {
            await JsonAsync(context, 422, faults);
            return;
        }
        var plan = account.Plan;
        if (width > plan.MaxWidth || height > plan.MaxHeight)
        {
            await MessageAsync(context, 403, $"Exceed Max Usage Resolution Limit ({plan.MaxWidth}x{plan.MaxHeight})");
            return;
        }
        if (Count("studies") + Count("drawings") > plan.MaxParameters)
        {
            await MessageAsync(context, 403, $"Exceed Max Usage Parameter Limit ({plan.MaxParameters})");
            return;
        }
        var symbol = (string?)body["symbol"] ?? "BINANCE:BTCUSDT";
        if (_unknownSymbols.ContainsKey(symbol))
        {
            await MessageAsync(context, 422, "Invalid Symbol");
            return;
        }
        var format = (string?)body["format"];
        await PictureAsync(context, ChartImgPictures.Draw(symbol, width, height, (string?)body["theme"], format), format, isStored ? account : null, isV1: false);

        int Size(string name, int otherwise) => body?[name] is JsonValue value && value.TryGetValue(out int size) ? size : otherwise;
        int Count(string name) => (body[name] as JsonArray)?.Count ?? 0;
    }

    private async Task V3Async(HttpContext context, JsonArray payload)
    {
        if (await AdmitAsync(context, Given(context.Request.Headers["x-api-key"]) ?? Given(context.Request.Query["key"]), "", 800, 600) is null) return;
        await JsonAsync(context, 200, new JsonObject { ["updatedAt"] = Iso(_time.GetUtcNow()), ["payload"] = payload });
    }

    private Task V3ExchangeAsync(HttpContext context)
    {
        if (!string.Equals((string?)context.GetRouteValue("id"), "binance", StringComparison.OrdinalIgnoreCase)) return MessageAsync(context, 404, "Not Found");
        return V3Async(context, [new JsonObject
        {
            ["symbol"] = "BTCUSDT", ["description"] = "Bitcoin / TetherUS", ["type"] = "spot", ["exchange"] = "BINANCE", ["currency_code"] = "USDT",
            ["provider_id"] = "binance", ["source2"] = new JsonObject { ["id"] = "BINANCE", ["name"] = "Binance", ["description"] = "Binance" },
            ["source_id"] = "BINANCE", ["typespecs"] = new JsonArray(),
        }]);
    }

    /// <summary>Notes the call and checks key and limits; null when it has been answered.</summary>
    private async Task<ChartImgAccount?> AdmitAsync(HttpContext context, string? key, string body, int width, int height)
    {
        var call = new ChartImgCall(context.Request.Method, context.Request.Path, key, body);
        _calls.Enqueue(call);
        _arrivals.Writer.TryWrite(call);
        if (_faults.TryDequeue(out var fault))
        {
            await fault.AnswerAsync(context, ChartImgPictures.Draw("BINANCE:BTCUSDT", width, height, theme: null, format: null));
            return null;
        }
        if (key is null || !_accounts.TryGetValue(key, out var account))
        {
            await MessageAsync(context, 403, "Forbidden");
            return null;
        }
        if (account.Count() is { } refusal)
        {
            await MessageAsync(context, 429, refusal);
            return null;
        }
        return account;
    }

    private async Task PictureAsync(HttpContext context, byte[] picture, string? format, ChartImgAccount? storedFor, bool isV1)
    {
        var contentType = format == "jpeg" ? MediaTypeNames.Image.Jpeg : MediaTypeNames.Image.Png;
        if (storedFor is null)
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = picture.Length;
            await context.Response.Body.WriteAsync(picture, context.RequestAborted);
            return;
        }
        var now = _time.GetUtcNow();
        var expires = now.AddDays(storedFor.Plan.StorageDays);
        var name = $"{Guid.NewGuid()}.png";
        _stored[name] = (picture, contentType);
#pragma warning disable CA5351 // The service's tag is an MD5; it guards nothing.
        var etag = Convert.ToHexStringLower(MD5.HashData(picture));
#pragma warning restore CA5351
        await JsonAsync(context, 200, isV1
            ? new JsonObject
            {
                ["url"] = $"{Address}v1/storage/pub/{name}", ["size"] = picture.Length, ["cors"] = "*", ["etag"] = etag, ["expireAt"] = Iso(expires), ["createdAt"] = Iso(now),
            }
            : new JsonObject { ["url"] = $"{Address}{expires.UtcDateTime:yyyyMMdd}/tradingview/advanced-chart/{name}", ["etag"] = etag, ["expire"] = Iso(expires) });
    }

    private async Task StoredAsync(HttpContext context)
    {
        if (!_stored.TryGetValue((string)context.GetRouteValue("name")!, out var picture))
        {
            await MessageAsync(context, 404, "Not Found");
            return;
        }
        context.Response.ContentType = picture.ContentType;
        await context.Response.Body.WriteAsync(picture.Bytes, context.RequestAborted);
    }

    private static string? Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static Task MessageAsync(HttpContext context, int status, string message) => JsonAsync(context, status, new JsonObject { ["message"] = message });

    private static Task JsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
