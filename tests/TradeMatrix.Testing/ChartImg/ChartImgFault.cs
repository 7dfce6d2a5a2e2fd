using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TradeMatrix.Testing.ChartImg;

/// <summary>What the server does with a call in place of answering it.</summary>
public sealed class ChartImgFault
{
    private readonly Func<HttpContext, byte[], Task> _answer;

    private ChartImgFault(Func<HttpContext, byte[], Task> answer) => _answer = answer;

    /// <summary>401 as documented.</summary>
    public static ChartImgFault Unauthorized { get; } = Message(401, "Invalid Request");

    /// <summary>403 of a wrong or inactive key.</summary>
    public static ChartImgFault Forbidden { get; } = Message(403, "Forbidden");

    /// <summary>409: the TradingView session has ended.</summary>
    public static ChartImgFault SessionDisconnected { get; } = Message(409, "Session Disconnected");

    /// <summary>422 of an unknown symbol.</summary>
    public static ChartImgFault InvalidSymbol { get; } = Message(422, "Invalid Symbol");

    /// <summary>429 of the second.</summary>
    public static ChartImgFault TooManyRequests { get; } = Message(429, "Too Many Requests");

    /// <summary>429 of the day.</summary>
    public static ChartImgFault LimitExceeded { get; } = Message(429, "Limit Exceeded");

    /// <summary>500.</summary>
    public static ChartImgFault ServerError { get; } = Message(500, "Something Went Wrong");

    /// <summary>503 of a maintenance: a page, not JSON.</summary>
    public static ChartImgFault Maintenance { get; } = Status(503, "<html><body>Maintenance</body></html>", MediaTypeNames.Text.Html);

    /// <summary>504 of the service itself.</summary>
    public static ChartImgFault Timeout { get; } = Message(504, "External Request Timeout");

    /// <summary>504 of the gateway before it.</summary>
    public static ChartImgFault GatewayTimeout { get; } = Message(504, "Endpoint request timed out");

    /// <summary>Never answers; ends when the client goes.</summary>
    public static ChartImgFault Silence { get; } = new(static (context, _) => context.RequestAborted.WhenCancelled());

    /// <summary>Sends the head of a picture and half its bytes, and then nothing more.</summary>
    public static ChartImgFault Stall { get; } = new(static async (context, picture) =>
    {
        await StartAsync(context, picture);
        await context.RequestAborted.WhenCancelled();
    });

    /// <summary>A picture with damaged bytes in its middle.</summary>
    public static ChartImgFault BrokenBytes { get; } = Picture(static picture =>
    {
        picture[picture.Length / 2] ^= 0xFF;
        return picture;
    });

    /// <summary>Half a picture that claims to be all of it.</summary>
    public static ChartImgFault HalfPicture { get; } = Picture(static picture => picture[..(picture.Length / 2)]);

    /// <summary>An answer of no bytes.</summary>
    public static ChartImgFault Nothing { get; } = Picture(static _ => []);

    /// <summary>422 whose body never comes.</summary>
    public static ChartImgFault StalledRefusal { get; } = new(static async (context, _) =>
    {
        context.Response.StatusCode = 422;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await context.RequestAborted.WhenCancelled();
    });

    /// <summary>More than anybody should take for a picture.</summary>
    public static ChartImgFault TooLarge { get; } = Picture(static picture => [.. picture, .. new byte[33 << 20]]);

    /// <summary>Ends the connection in the middle of a picture.</summary>
    public static ChartImgFault Truncated { get; } = new(static async (context, picture) =>
    {
        await StartAsync(context, picture);
        context.Abort();
    });

    /// <summary>Ends the connection without an answer.</summary>
    public static ChartImgFault Reset { get; } = new(static (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>A status with <c>{"message"}</c>, as v2 answers.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="message">The text.</param>
    /// <param name="retryAfter">Seconds of a Retry-After header, or a date in its form; the real service sends none.</param>
    public static ChartImgFault Message(int status, string message, string? retryAfter = null) =>
        Status(status, JsonSerializer.Serialize(new { message }), MediaTypeNames.Application.Json, retryAfter);

    /// <summary>A status with any body.</summary>
    public static ChartImgFault Status(int status, string body, string contentType = MediaTypeNames.Application.Json, string? retryAfter = null) => new((context, _) =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    });

    /// <summary>Points elsewhere.</summary>
    public static ChartImgFault Redirect(Uri target) => new((context, _) =>
    {
        context.Response.Redirect(target.AbsoluteUri, permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    });

    /// <summary>Other bytes in place of the picture's own.</summary>
    public static ChartImgFault Picture(Func<byte[], byte[]> change) => new(async (context, picture) =>
    {
        var bytes = change([.. picture]);
        context.Response.ContentType = MediaTypeNames.Image.Png;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    });

    internal Task AnswerAsync(HttpContext context, byte[] picture) => _answer(context, picture);

    private static async Task StartAsync(HttpContext context, byte[] picture)
    {
        context.Response.ContentType = MediaTypeNames.Image.Png;
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture.AsMemory(0, picture.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
