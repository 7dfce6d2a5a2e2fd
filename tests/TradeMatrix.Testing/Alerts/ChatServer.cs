using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Alerts.Channels;

namespace TradeMatrix.Testing.Alerts;

/// <summary>
/// Plays Slack, Discord, Telegram and a webhook's receiver on a free loopback port: their documented requests, limits, refusals and
/// answers; and faults in the order they are asked for. A webhook's receiver knows an event by its key and takes it once.
/// </summary>
public sealed partial class ChatServer : IAsyncDisposable
{
    /// <summary>The only good ones.</summary>
    public const string SlackToken = "T000/B000/XXXXsecretXXXX", DiscordToken = "42/discord-secret-token", TelegramToken = "123456:telegram-secret-token", TelegramChat = "987654321", WebhookSecret = "whs_secret_of_the_webhook";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<ReceiverFault> _faults = new();
    private readonly ConcurrentQueue<ReceivedMessage> _messages = new();
    private readonly ConcurrentDictionary<string, bool> _keys = new();
    private readonly Channel<ReceivedMessage> _arrivals = Channel.CreateUnbounded<ReceivedMessage>();
    private int _calls, _lastId;

    private ChatServer(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    /// <summary>Where it is.</summary>
    public string Url => _app.Urls.Single();

    public Uri SlackUrl => new($"{Url}/slack/services/{SlackToken}");
    public Uri DiscordUrl => new($"{Url}/discord/api/webhooks/{DiscordToken}");
    public Uri TelegramUrl => new($"{Url}/");
    public Uri WebhookUrl => new($"{Url}/hook?token=address-secret");

    /// <summary>Every message accepted so far.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => [.. _messages];

    /// <summary>How many requests came, whatever became of them.</summary>
    public int Calls => _calls;

    /// <summary>Starts a server.</summary>
    /// <param name="clock">The clock of a webhook's receiver.</param>
    public static async Task<ChatServer> StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new ChatServer(app, clock);
        app.Use(server.MeetAsync);
        app.MapPost("/slack/services/{**token}", (Delegate)server.SlackAsync);
        app.MapPost("/discord/api/webhooks/{**token}", (Delegate)server.DiscordAsync);
        app.MapPost("/bot{token}/{method}", server.TelegramAsync);
        app.MapPost("/hook", (Delegate)server.WebhookAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The next requests meet these, one each, and then all is well again.</summary>
    public void Fail(params IEnumerable<ReceiverFault> faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    /// <summary>The next message that is accepted, or one that was and was not yet asked for.</summary>
    public ValueTask<ReceivedMessage> NextAsync(CancellationToken cancellationToken) => _arrivals.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task MeetAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _calls);
        await (_faults.TryDequeue(out var fault) ? fault.HappenAsync(context, next) : next(context));
    }

    private void Accept(ReceivedMessage message)
    {
        _messages.Enqueue(message);
        _arrivals.Writer.TryWrite(message);
    }

    private string NextId() => (1000 + Interlocked.Increment(ref _lastId)).ToString();

    private async Task<IResult> SlackAsync(HttpContext context)
    {
        if ((string?)context.Request.RouteValues["token"] != SlackToken) return Results.Text("no_service", statusCode: 404);
        if (await JsonAsync(context) is not { } body) return Results.Text("invalid_payload", statusCode: 400);
        if (body["blocks"] is not JsonArray { Count: > 0 } blocks || !blocks.All(IsBlock)) return Results.Text("invalid_blocks", statusCode: 400);
        Accept(new ReceivedMessage("slack", body.ToJsonString(), NextId()));
        return Results.Text("ok");
    }

    private static bool IsBlock(JsonNode? block) => (string?)block?["type"] switch
    {
        "header" => IsPlain(block["text"], 150),
        "section" => IsPlain(block["text"], 3000),
        "image" => Uri.IsWellFormedUriString((string?)block["image_url"], UriKind.Absolute) && (string?)block["alt_text"] is { Length: > 0 and <= 2000 },
        "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 } elements && elements.All(e => IsPlain(e, 3000)),
        _ => false,
    };

    private static bool IsPlain(JsonNode? text, int longest) => (string?)text?["type"] == "plain_text" && (string?)text["text"] is { Length: > 0 } words && words.Length <= longest;

    private async Task<IResult> DiscordAsync(HttpContext context)
    {
        if ((string?)context.Request.RouteValues["token"] != DiscordToken) return Results.Json(new { message = "Invalid Webhook Token", code = 50027 }, statusCode: 401);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var body = JsonNode.Parse(form["payload_json"].ToString())!;
        var picture = await FileAsync(form, "files[0]");
        var embed = body["embeds"]?[0];
        var isGood = embed is not null && ((string?)embed["title"])?.Length is > 0 and <= 256 && (((string?)embed["description"])?.Length ?? 0) <= 4096 && DateTimeOffset.TryParse((string?)embed["timestamp"], out _)
            && (picture is null) == (embed["image"] is null) && (picture is null || (string?)embed["image"]!["url"] == $"attachment://{form.Files[0].FileName}");
        if (!isGood) return Results.Json(new { message = "Invalid Form Body", code = 50035 }, statusCode: 400);
        var id = NextId();
        Accept(new ReceivedMessage("discord", body.ToJsonString(), id) { Picture = picture });
        return context.Request.Query["wait"] == "true" ? Results.Json(new { id, type = 0 }) : Results.NoContent();
    }

    private async Task<IResult> TelegramAsync(HttpContext context, string token, string method)
    {
        if (token != TelegramToken) return No(401, "Unauthorized");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["chat_id"] != TelegramChat) return No(400, "Bad Request: chat not found");
        var text = (method == "sendPhoto" ? form["caption"] : form["text"]).ToString();
        var shown = Tag().Replace(text, "");
        if (form["parse_mode"] == "HTML" && shown.AsSpan().IndexOfAny('<', '>') >= 0) return No(400, "Bad Request: can't parse entities");
        if (System.Net.WebUtility.HtmlDecode(shown).Length > (method == "sendPhoto" ? 1024 : 4096)) return No(400, "Bad Request: message is too long");
        var picture = await FileAsync(form, "photo");
        if (method == "sendPhoto" && picture is null) return No(400, "Bad Request: there is no photo in the request");
        if (method == "sendMessage" && text.Length == 0) return No(400, "Bad Request: message text is empty");
        var reply = form["reply_parameters"].ToString() is { Length: > 0 } parameters ? JsonNode.Parse(parameters)!["message_id"]!.ToString() : null;
        var id = NextId();
        Accept(new ReceivedMessage("telegram", text, id) { Picture = picture, ReplyTo = reply });
        return Results.Json(new { ok = true, result = new { message_id = int.Parse(id) } });

        static IResult No(int status, string description) => Results.Json(new { ok = false, error_code = status, description }, statusCode: status);
    }

    private async Task<IResult> WebhookAsync(HttpContext context)
    {
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted);
        var headers = context.Request.Headers;
        if (!WebhookSignature.Verify(WebhookSecret, headers[WebhookSignature.Header], headers[WebhookSignature.TimestampHeader], copy.ToArray(), _clock.GetUtcNow(), TimeSpan.FromMinutes(5)))
            return Results.Text("wrong signature", statusCode: 401);
        var body = JsonNode.Parse(copy.ToArray())!;
        var key = headers["Idempotency-Key"].ToString();
        // What was taken before is answered as then.
        if (!_keys.TryAdd(key, true)) return Results.Ok();
        Accept(new ReceivedMessage("webhook", body.ToJsonString(), key)
        {
            Picture = (string?)body["picture"]?["base64"] is { } base64 ? Convert.FromBase64String(base64) : null,
            Headers = headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        });
        return Results.Ok();
    }

    private static async Task<JsonNode?> JsonAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> FileAsync(IFormCollection form, string name)
    {
        if (form.Files.GetFile(name) is not { } file) return null;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("</?b>")]
    private static partial Regex Tag();
}
