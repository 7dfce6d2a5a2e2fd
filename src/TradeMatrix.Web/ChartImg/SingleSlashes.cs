using System.Text.RegularExpressions;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Takes <c>/v2//tradingview</c> for <c>/v2/tradingview</c>: some clients put an address together from parts that both have the slash.</summary>
internal sealed partial class SingleSlashes(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal)) context.Request.Path = Several().Replace(path, "/");
        return next(context);
    }

    [GeneratedRegex("/{2,}")]
    private static partial Regex Several();
}
