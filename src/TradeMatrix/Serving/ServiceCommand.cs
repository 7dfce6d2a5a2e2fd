using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Serving;

/// <summary>Runs verbs on the chart service itself, by its settings, as its only user.</summary>
internal static class ServiceCommand
{
    /// <summary>Runs work with the settings.</summary>
    /// <param name="work">The work.</param>
    /// <param name="options">Settings that the command line gives, which come first.</param>
    public static async Task<int> RunAsync(Func<ServiceSettings, Task<int>> work, IReadOnlyDictionary<string, string>? options = null)
    {
        try
        {
            var values = new Dictionary<string, string>(SettingsSource.Load(".env"), StringComparer.Ordinal);
            foreach (var (name, value) in options ?? new Dictionary<string, string>(StringComparer.Ordinal)) values[name] = value;
            return await work(ServiceSettings.Read(values)).ConfigureAwait(false);
        }
        catch (SettingsException e)
        {
            throw new UsageException(e.Problems);
        }
        catch (ServiceException e)
        {
            if (e.Problems.Count > 0) throw new UsageException([.. e.Problems.Select(p => p.ToString())]);
            throw new FailureException(e.Message);
        }
        catch (Exception e) when (e is MigrationException or ForbiddenException)
        {
            throw new FailureException(e.Message);
        }
        catch (Exception e) when (DatabaseFailure.Find(e) is { } cause)
        {
            throw new FailureException(cause.Message);
        }
    }

    /// <summary>Runs work with the service; the embedded database is brought up to date first.</summary>
    public static Task<int> RunAsync(Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) => RunAsync(async settings =>
    {
        var services = new ServiceCollection().AddLogging().AddChartService(settings).BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            await services.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await work(services).ConfigureAwait(false);
        }
    });
}
