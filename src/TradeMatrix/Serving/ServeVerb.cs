using Microsoft.Extensions.Hosting;
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
        var verb = new Verb("serve", "Serves charts over HTTP. Settings come from environment variables and .env; none is needed.",
            "tradematrix serve",
            "TRADEMATRIX_URL=http://127.0.0.1:9000 tradematrix serve");
        verb.SetAction((_, cancellationToken) => ServiceCommand.RunAsync(settings => RunAsync(settings, terminal, cancellationToken)));
        return verb;
    }

    private static async Task<int> RunAsync(ServiceSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var app = ChartServer.Build(settings);
        await using (app.ConfigureAwait(false))
        {
            await app.Services.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = app.Urls.First();
            await terminal.Out.WriteLineAsync($"""
                TradeMatrix serves charts at {address}
                  a first chart  {address}/api/v1/charts/image?symbol=DAX&timeframe=1h
                  the API        {address}/docs
                """).ConfigureAwait(false);
            await terminal.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        return ExitCode.Good;
    }
}
