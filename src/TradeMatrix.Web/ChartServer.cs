using System.Text.Json;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.ChartImg;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Errors;
using TradeMatrix.Web.Journal;
using TradeMatrix.Web.Reports;

namespace TradeMatrix.Web;

/// <summary>The HTTP server.</summary>
public static class ChartServer
{
    /// <summary>Puts the server together without starting it.</summary>
    /// <param name="settings">Everything that can be set.</param>
    /// <param name="configure">Replaces parts, for tests.</param>
    public static WebApplication Build(ServiceSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Url.ToString().TrimEnd('/'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxRequestBytes;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("ZiggyCreatures", LogLevel.Warning);
        builder.Services.AddChartService(settings);
        builder.Services.AddHttpClient(TokenVerifier.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<TokenVerifier>();
        builder.Services.AddSingleton<ChartImgCharts>();
        builder.Services.AddHostedService<ApiKeyUse>();
        builder.Services.AddHostedService<SnapshotCleanup>();
        builder.Services.AddHostedService(s => s.GetRequiredService<FeedSchedule>());
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddOpenApi("v1", api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "TradeMatrix", Version = "v1", Description = "Trading charts from your own market data. Keys go into the header Authorization: Bearer, or x-api-key." };
            return Task.CompletedTask;
        }));
        if (settings.CorsOrigins.Count > 0) builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins([.. settings.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()));
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<ErrorHandling>();
        app.UseMiddleware<SingleSlashes>();
        app.UseRouting();
        if (settings.CorsOrigins.Count > 0) app.UseCors();
        app.UseMiddleware<AccessControl>();
        app.MapOpenApi();
        // A page for this server alone: no fonts, agents or tools of others.
        app.MapScalarApiReference("/docs", page =>
        {
            page.DisableAgent().DisableMcp().DisableDefaultFonts();
            (page.HideClientButton, page.ShowDeveloperTools) = (true, DeveloperToolsVisibility.Never);
        });
        app.MapCharts();
        app.MapUsage();
        app.MapSymbols();
        app.MapBars();
        app.MapTrades();
        app.MapJournal();
        app.MapReports();
        app.MapSnapshotFiles();
        app.MapChartImg();
        // Its own pattern leaves out paths with a dot.
        app.MapFallback("/{**path}", IResult (HttpContext context) => throw new ServiceException(ErrorCode.NotFound, $"path: '{context.Request.Path}' must be one of the API's; see /docs"));
        return app;
    }
}
