using System.CommandLine;
using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;
using TradeMatrix.Web;

namespace TradeMatrix.Serving;

/// <summary><c>tradematrix serve</c>: the chart service over HTTP.</summary>
internal static class ServeVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var roles = new Option<string[]>("--roles") { Description = $"What this process does: {string.Join(", ", ServiceRole.All)}, separated by commas. Default: all.", HelpName = "roles" };
        var verb = new Verb("serve", "Serves charts over HTTP, and does tasks on their schedules. Settings come from environment variables and .env; none is needed.",
            "tradematrix serve",
            "TRADEMATRIX_URL=http://127.0.0.1:9000 tradematrix serve",
            "DATABASE_URL=postgres://… tradematrix serve --roles worker") { roles };
        verb.SetAction((result, cancellationToken) =>
            ServiceCommand.RunAsync(settings => RunAsync(settings, terminal, cancellationToken), result.GetValue(roles) is { Length: > 0 } given ? new Dictionary<string, string>(StringComparer.Ordinal) { ["ROLES"] = string.Join(',', given) } : null));
        return verb;
    }

    private static async Task<int> RunAsync(ServiceSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        using var host = ChartServer.BuildHost(settings);
        LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(host.Services.GetRequiredService<ILoggerFactory>()));
        await host.Services.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(host is WebApplication app
            ? $"""
              TradeMatrix serves charts at {app.Urls.First()}
                a first chart  {app.Urls.First()}/api/v1/charts/image?symbol=DAX&timeframe=1h
                the API        {app.Urls.First()}/docs
              """
            : $"TradeMatrix runs as {string.Join(" and ", settings.Roles)}").ConfigureAwait(false);
        await terminal.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
        await host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Good;
    }
}
