using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
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
    private readonly Option<bool> _add = new("--add") { Description = "Adds the symbol when it is unknown." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var import = new ImportVerb();
        var verb = new Verb("import", "Takes files of bars into the store. Importing a file twice changes nothing.",
            "tradematrix import --symbol DAX dax.csv",
            "tradematrix import --add --symbol ACME --interval 15m acme.csv.gz",
            "tradematrix import \"XETR_DAX, 15.csv\"") { import._files, import._symbol, import._interval, import._timezone, import._add, import._json };
        verb.SetAction((result, cancellationToken) => import.RunAsync(new OptionReader(result), result.GetValue(import._files)!, terminal, cancellationToken));
        return verb;
    }

    private Task<int> RunAsync(OptionReader reader, string[] files, Terminal terminal, CancellationToken cancellationToken)
    {
        var (symbol, interval, zone, adds, json) = (reader.Text(_symbol), reader.Interval(_interval), reader.Zone(_timezone) ?? "Etc/UTC", reader.Flag(_add), reader.Flag(_json));
        reader.ThrowIfWrong();
        return ServiceCommand.RunAsync(async services =>
        {
            foreach (var path in files)
            {
                var named = TradingViewFileName.TryParse(path, out _, out var fileSymbol, out var fileInterval);
                var name = symbol ?? (named ? fileSymbol : Path.GetFileNameWithoutExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path));
                if (adds && await services.GetRequiredService<SymbolStore>().ResolveAsync(Caller.Local, name, cancellationToken).ConfigureAwait(false) is null)
                    await services.GetRequiredService<SymbolStore>().AddAsync(Caller.Local, name, new SymbolEdit(), cancellationToken).ConfigureAwait(false);
                using var content = new MemoryStream(FileProblem.ReadAll(path));
                var options = new BarCsvOptions { Zone = zone, Timeframe = interval ?? (named ? fileInterval : null) };
                var result = await services.GetRequiredService<BarImport>().ImportAsync(Caller.Local, name, content, options, cancellationToken).ConfigureAwait(false);
                var (inserted, updated, unchanged) = result.Write;
                await terminal.Out.WriteLineAsync(json
                    ? JsonSerializer.Serialize(new { file = path, symbol = result.Symbol.Symbol, timeframe = result.Timeframe.ToString(), format = result.Format.ToString(), inserted, updated, unchanged })
                    : $"{path}: {result.Symbol.Symbol} {result.Timeframe}, {inserted} bars new, {updated} changed, {unchanged} as they were").ConfigureAwait(false);
            }
            return ExitCode.Good;
        }, cancellationToken);
    }
}
