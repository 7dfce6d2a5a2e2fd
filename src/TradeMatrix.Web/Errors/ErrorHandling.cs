using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Core;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.ChartImg;
using TradeMatrix.Web.Charts;

namespace TradeMatrix.Web.Errors;

/// <summary>Turns exceptions into answers, in one place. What was not expected reaches the log with its request's id, and the client as that id alone.</summary>
internal sealed partial class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> logger, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        [ErrorCode.RateLimitExceeded] = 429,
        [ErrorCode.InvalidSymbol] = 404,
        [ErrorCode.InvalidTimeframe] = 400,
        [ErrorCode.InvalidRequest] = 400,
        [ErrorCode.NoData] = 404,
        [ErrorCode.ApiError] = 502,
        [ErrorCode.Unauthorized] = 401,
        [ErrorCode.Forbidden] = 403,
        [ErrorCode.NotFound] = 404,
        [ErrorCode.Conflict] = 409,
        [ErrorCode.Gone] = 410,
        [ErrorCode.NotImplemented] = 501,
    };

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (ServiceException e)
        {
            await WriteAsync(context, Statuses[e.Code], e.Code, e.Message, [.. e.Problems.Select(p => new FieldError(p.Path, p.Value, p.Allowed))], e.RetryAfter).ConfigureAwait(false);
        }
        catch (ForbiddenException e)
        {
            await WriteAsync(context, 403, ErrorCode.Forbidden, e.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, e.StatusCode, ErrorCode.InvalidRequest, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody reads an answer.
            context.Response.StatusCode = 499;
        }
        catch (Exception e) when (e is QuotaUnavailableException || DatabaseFailure.IsOutage(e))
        {
            LogOutage(logger, e, context.Request.Method, context.Request.Path, RequestIdOf(context));
            await WriteAsync(context, 503, ErrorCode.ApiError, "The server cannot reach its database or counters now; try again.", retryAfter: AfterOutage).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogUnexpected(logger, e, context.Request.Method, context.Request.Path, RequestIdOf(context));
            await WriteAsync(context, 500, ErrorCode.InternalError, "Something went wrong on the server; its log names this request_id.").ConfigureAwait(false);
        }
    }

    /// <summary>Writes an error, unless the answer has begun.</summary>
    public Task WriteAsync(HttpContext context, int status, string code, string detail, IReadOnlyList<FieldError>? errors = null, TimeSpan? retryAfter = null) =>
        WriteAsync(context, clock, status, code, detail, errors, retryAfter);

    internal static Task WriteAsync(HttpContext context, TimeProvider clock, int status, string code, string detail, IReadOnlyList<FieldError>? errors = null, TimeSpan? retryAfter = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }
        // Whoever was refused for asking too often shall see by which limit.
        var limits = context.Response.Headers.Where(h => h.Key.StartsWith("X-RateLimit-", StringComparison.OrdinalIgnoreCase)).ToList();
        context.Response.Clear();
        foreach (var (name, value) in limits) context.Response.Headers[name] = value;
        context.Response.StatusCode = status;
        if (status == 401 && context.GetEndpoint()?.Metadata.GetMetadata<SignInByBrowser>() is not null) context.Response.Headers.WWWAuthenticate = "Basic realm=\"TradeMatrix: an API key of an administrator as the password\"";
        int? seconds = retryAfter is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;
        if (seconds is { } s) context.Response.Headers.RetryAfter = s.ToString(CultureInfo.InvariantCulture);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ChartImgVersion>() is { } version)
        {
            context.Response.Headers["X-Chart-Error"] = ChartEndpoints.Ascii(detail.Length > 1000 ? detail[..1000] : detail);
            (context.Response.StatusCode, var body) = ChartImgErrors.Of(version, status, code, detail, errors ?? [], context.Features.Get<LimitDecision>());
            return context.Response.WriteAsJsonAsync(body, Json, "application/json", context.RequestAborted);
        }
        var answer = new ErrorAnswer(code.Replace('_', ' '), status, detail, code, errors is { Count: > 0 } ? errors : null, seconds, RequestIdOf(context), clock.GetUtcNow());
        return context.Response.WriteAsJsonAsync(answer, Json, "application/problem+json", context.RequestAborted);
    }

    private static string RequestIdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} met an outage (request_id {RequestId})")]
    private static partial void LogOutage(ILogger logger, Exception exception, string method, PathString path, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (request_id {RequestId})")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, PathString path, string requestId);
}
