using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Files;
using TradeMatrix.Options;
using TradeMatrix.Serving;

namespace TradeMatrix.Importing;

/// <summary><c>tradematrix import</c>: files of bars into the store.</summary>
internal sealed class ImportVerb
{
    private readonly Argument<string[]> _files = new("file") { Description = "CSV files, gzipped or not.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _symbol = new("--symbol") { Description = "Symbol or alias. Default: from the file's name.", HelpName = "symbol" };
    private readonly Option<string> _interval = new("--interval", "-i") { Description = "Timeframe of the bars. Default: from the file's name, else from its times.", HelpName = "interval" };
    private readonly Option<string> _timezone = new("--timezone") { Description = "IANA zone of times without an offset. Default: Etc/UTC.", HelpName = "zone" };
    private readonly Option<string> _user = new("--user") { Description = "Id (UUID) of the user who gets the bars. Default: the one of an embedded installation.", HelpName = "id" };
    private readonly Option<bool> _add = new("--add") { Description = "Adds the symbol when it is unknown." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var import = new ImportVerb();
        var verb = new Verb("import", "Takes files of bars into the store. Importing a file twice changes nothing.",
            "tradematrix import --symbol DAX dax.csv",
            "tradematrix import --add --symbol ACME --interval 15m acme.csv.gz",
            "tradematrix import \"XETR_DAX, 15.csv\"") { import._files, import._symbol, import._interval, import._timezone, import._user, import._add, import._json };
        verb.SetAction((result, cancellationToken) => import.RunAsync(new OptionReader(result), result.GetValue(import._files)!, terminal, cancellationToken));
        return verb;
    }

    private Task<int> RunAsync(OptionReader reader, string[] files, Terminal terminal, CancellationToken cancellationToken)
    {
        var (symbol, interval, zone, caller, json) = (reader.Text(_symbol), reader.Interval(_interval), reader.Zone(_timezone) ?? "Etc/UTC", reader.Caller(_user), reader.Flag(_json));
        reader.ThrowIfWrong();
        return ServiceCommand.RunAsync(async services =>
        {
            foreach (var path in files)
            {
                var (_, fileSymbol, fileInterval) = TradingViewFileName.Read(path);
                var result = await NamingAsync(path, () => ImportAsync(services, caller, symbol ?? fileSymbol, path, new BarCsvOptions { Zone = zone, Timeframe = interval ?? fileInterval }, reader.Flag(_add), cancellationToken)).ConfigureAwait(false);
                var (inserted, updated, unchanged) = result.Write;
                await terminal.Out.WriteLineAsync(json
                    ? JsonSerializer.Serialize(new { file = path, symbol = result.Symbol.Symbol, timeframe = result.Timeframe.ToString(), format = result.Format.ToString(), inserted, updated, unchanged })
                    : $"{path}: {result.Symbol.Symbol} {result.Timeframe}, {inserted} bars new, {updated} changed, {unchanged} as they were").ConfigureAwait(false);
            }
            return ExitCode.Good;
        }, cancellationToken);
    }

    private static async Task<BarImport.Result> ImportAsync(IServiceProvider services, Caller caller, string name, string path, BarCsvOptions options, bool adds, CancellationToken cancellationToken)
    {
        var symbols = services.GetRequiredService<SymbolStore>();
        using var content = new MemoryStream(FileProblem.ReadAll(path));
        if (adds && await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) is null)
            await symbols.AddAsync(caller, name, new SymbolEdit(), cancellationToken).ConfigureAwait(false);
        return await services.GetRequiredService<BarImport>().ImportAsync(caller, name, content, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of which file a failure is.</summary>
    private static async Task<T> NamingAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.Problems.Count > 0)
        {
            throw new UsageException([.. e.Problems.Select(p => $"{path}: {p}")]);
        }
        catch (ServiceException e)
        {
            throw new FailureException($"{path}: {e.Message}");
        }
    }
}
