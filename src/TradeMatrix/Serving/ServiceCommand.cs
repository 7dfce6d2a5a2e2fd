using System.Data.Common;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Serving;

/// <summary>Runs verbs on the chart service itself, by its settings, as its only user.</summary>
internal static class ServiceCommand
{
    /// <summary>Runs work with the settings.</summary>
    public static async Task<int> RunAsync(Func<ServiceSettings, Task<int>> work)
    {
        try
        {
            return await work(ServiceSettings.Read(SettingsSource.Load(".env"))).ConfigureAwait(false);
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
        catch (Exception e) when (e is MigrationException or ForbiddenException or DbException)
        {
            throw new FailureException(e.Message);
        }
        catch (InvalidOperationException e) when (e.InnerException is DbException cause)
        {
            // EF Core wraps a database that cannot be reached.
            throw new FailureException(cause.Message);
        }
    }
}
