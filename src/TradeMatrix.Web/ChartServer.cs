using System.Text.Json;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Agents;
using TradeMatrix.Web.Alerts;
using TradeMatrix.Web.ChartImg;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Errors;
using TradeMatrix.Web.Tasks;
using TradeMatrix.Web.Journal;
using TradeMatrix.Web.Reports;

namespace TradeMatrix.Web;

/// <summary>The HTTP server.</summary>
public static class ChartServer
{
    /// <summary>Puts a process of the service together without starting it: the server, or one that only does or calls tasks.</summary>
    /// <param name="settings">Everything that can be set.</param>
    /// <param name="configure">Replaces parts, for measurements.</param>
    public static IHost BuildHost(ServiceSettings settings, Action<IHostApplicationBuilder>? configure = null)
    {
        if (settings.Roles.Contains(ServiceRole.Web, StringComparer.Ordinal)) return Build(settings, configure);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole();
        AddService(builder, settings);
        configure?.Invoke(builder);
        return builder.Build();
    }

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
        AddService(builder, settings);
        builder.Services.AddHttpClient(TokenVerifier.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<TokenVerifier>();
        builder.Services.AddSingleton<ChartImgCharts>();
        builder.Services.AddAntiforgery();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.DataFolder, "keys"))).SetApplicationName("TradeMatrix");
        // The queue's page refuses to be mapped without them, though it is given its storage by hand.
        builder.Services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        builder.Services.AddSingleton(_ => DashboardRoutes.Routes);
        builder.Services.AddHostedService<ApiKeyUse>();
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
        app.MapTasks();
        app.MapAgents();
        app.MapAlerts();
        app.MapTrades();
        app.MapJournal();
        app.MapReports();
        app.MapSnapshotFiles();
        app.MapChartImg();
        // Its own pattern leaves out paths with a dot.
        app.MapFallback("/{**path}", IResult (HttpContext context) => throw new ServiceException(ErrorCode.NotFound, $"path: '{context.Request.Path}' must be one of the API's; see /docs"));
        return app;
    }

    private static void AddService(IHostApplicationBuilder builder, ServiceSettings settings)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("ZiggyCreatures", LogLevel.Warning).AddFilter("Hangfire", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddChartService(settings);
        builder.Services.AddRoles(settings);
    }
}
