using System.Text;
using Microsoft.AspNetCore.Http;

namespace TradeMatrix.Testing.Vendors;

/// <summary>What happens to a call in place of its answer.</summary>
public sealed class VendorFault
{
    private readonly Func<HttpContext, Task> _happen;

    private VendorFault(Func<HttpContext, Task> happen) => _happen = happen;

    /// <summary>The connection ends before an answer.</summary>
    public static VendorFault Reset { get; } = new(static context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The connection ends in the middle of the body.</summary>
    public static VendorFault CutOff { get; } = new(static async context =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"chart\":");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>No answer until the caller goes away.</summary>
    public static VendorFault Silence { get; } = new(static context => Until(context.RequestAborted));

    /// <summary>A status and the beginning of a body, and then nothing until the caller goes away.</summary>
    public static VendorFault SilenceInBody { get; } = new(static async context =>
    {
        await context.Response.WriteAsync("{\"chart\":");
        await context.Response.Body.FlushAsync();
        await Until(context.RequestAborted);
    });

    /// <summary>An answer of a size.</summary>
    public static VendorFault Bytes(int count) => new(async context =>
    {
        var block = Encoding.ASCII.GetBytes(new string(' ', 1 << 16));
        for (var left = count; left > 0; left -= block.Length) await context.Response.Body.WriteAsync(block.AsMemory(0, Math.Min(left, block.Length)), context.RequestAborted);
    });

    /// <summary>Another answer.</summary>
    public static VendorFault Answer(int status, string body, params (string Name, string Value)[] headers) => new(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    });

    internal Task HappenAsync(HttpContext context) => _happen(context);

    private static async Task Until(CancellationToken aborted)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = aborted.Register(gone.SetResult);
        await gone.Task;
    }
}
