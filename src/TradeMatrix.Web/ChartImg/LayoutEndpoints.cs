using System.Text.Json;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Charts of layouts that are saved at TradingView, which only chart-img.com itself can draw.</summary>
internal static class LayoutEndpoints
{
    public static void MapLayouts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v2/tradingview/layout-chart").WithTags("chart-img v2").WithMetadata(ChartImgVersion.V2);
        group.MapPost("/{id}", (HttpContext c, string id) => ForwardAsync(c, id, stores: false)).Needs(Scope.Read).AnswersPicture().WithSummary("A layout saved at TradingView, drawn by chart-img.com");
        group.MapPost("/storage/{id}", (HttpContext c, string id) => ForwardAsync(c, id, stores: true)).Needs(Scope.Write).WithSummary("A layout saved at TradingView, kept by chart-img.com");
    }

    private static async Task<IResult> ForwardAsync(HttpContext context, string id, bool stores)
    {
        if (id.Length is 0 or > 40 || !id.All(char.IsAsciiLetterOrDigit)) throw new ServiceException(ErrorCode.NotFound, "Not Found");
        var fields = await ChartImgFields.OfBodyAsync(context.Request).ConfigureAwait(false);
        if (context.RequestServices.GetService<UpstreamLayouts>() is not { } layouts)
            throw new ServiceException(ErrorCode.NotImplemented, "A layout is saved at TradingView, which only chart-img.com can draw: set CHART_IMG_API_KEY");
        var body = ChartImgFields.ByName(fields, StringComparer.Ordinal);
        body.Remove("key");
        var answer = await layouts.DrawAsync(id, stores, JsonSerializer.Serialize(body), ChartImgCharts.SessionOf(context.Request), ChartImgCharts.Agent, context.RequestAborted).ConfigureAwait(false);
        return answer.Status == 200
            ? Results.Bytes(answer.Body, answer.ContentType)
            : Results.Json(new { message = answer.Message }, statusCode: answer.Status);
    }
}
