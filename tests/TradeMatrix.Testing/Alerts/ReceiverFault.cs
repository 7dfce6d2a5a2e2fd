using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TradeMatrix.Testing.Alerts;

/// <summary>Something that goes wrong with a message.</summary>
/// <param name="happens">Answers in place of the receiver, or beside it.</param>
public sealed class ReceiverFault(Func<HttpContext, RequestDelegate, Task> happens)
{
    /// <summary>The connection breaks after the message was accepted, so that its sender cannot know.</summary>
    public static ReceiverFault LostAnswer { get; } = new(async (context, next) =>
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        context.Abort();
    });

    /// <summary>Nothing is answered until the sender leaves.</summary>
    public static ReceiverFault Silence { get; } = new(async (context, _) =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    /// <summary>All is well, but the answer names a charset that there is not, and is long.</summary>
    public static ReceiverFault OddAnswer { get; } = new(async (context, next) =>
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        context.Response.ContentLength = null;
        context.Response.ContentType = "text/plain; charset=nonsense";
        await context.Response.WriteAsync(new string('x', 200_000));
    });

    /// <summary>A status without the message being accepted.</summary>
    public static ReceiverFault Status(int status, int? retryAfter = null, string body = "") => new((context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync(body);
    });

    internal Task HappenAsync(HttpContext context, RequestDelegate next) => happens(context, next);
}
