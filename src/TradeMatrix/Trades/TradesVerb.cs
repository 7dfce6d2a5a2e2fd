using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Files;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Trades;

/// <summary><c>tradematrix trades</c>: files of trades into the store, and what is there.</summary>
internal sealed class TradesVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string[]> _files = new("file") { Description = "CSV files of a broker, or with one trade a row.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _format = new("--format") { Description = "One of " + string.Join(", ", TradeFormat.All.Select(f => f.Name)) + ". Default: recognised.", HelpName = "name" };
    private readonly Option<string> _timezone = new("--timezone") { Description = "IANA zone of times without an offset. Default: the format's, see docs/journal.md.", HelpName = "zone" };
    private readonly Option<string> _currency = new("--currency") { Description = "Currency of money where the file names none.", HelpName = "code" };
    private readonly Option<string> _status = new("--status") { Description = "open, closed or cancelled. Default: all.", HelpName = "status" };
    private readonly Option<string> _limit = new("--limit") { Description = "Most that are listed, 1 to 200. Default: 50.", HelpName = "count" };
    private readonly Option<string> _user = new("--user") { Description = "Id (UUID) of the user whose trades they are. Default: the one of an embedded installation.", HelpName = "id" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var trades = new TradesVerb();
        var verb = new Verb("trades", "Imports and lists trades.", "tradematrix trades import statement.csv --timezone Europe/Athens", "tradematrix trades list --status open");
        var import = new Verb("import", "Takes files of trades. Importing a file twice changes nothing.") { trades._files, trades._format, trades._timezone, trades._currency, trades._user, trades._json };
        import.SetAction((result, cancel) => trades.ImportAsync(new OptionReader(result), result.GetValue(trades._files)!, terminal, cancel));
        verb.Add(import);
        var list = new Verb("list", "Tells the newest trades.") { trades._status, trades._limit, trades._user, trades._json };
        list.SetAction((result, cancel) => trades.ListAsync(new OptionReader(result), terminal, cancel));
        verb.Add(list);
        return verb;
    }

    private Task<int> ImportAsync(OptionReader reader, string[] files, Terminal terminal, CancellationToken cancellationToken)
    {
        var (caller, json) = (reader.Caller(_user), reader.Flag(_json));
        var options = new TradeImportOptions { Format = reader.Text(_format), Zone = reader.Zone(_timezone), Currency = reader.Text(_currency) };
        reader.ThrowIfWrong();
        return ServiceCommand.RunAsync(async services =>
        {
            foreach (var path in files)
            {
                using var content = new MemoryStream(FileProblem.ReadAll(path));
                TradeImportResult result;
                try
                {
                    result = await services.GetRequiredService<TradeImport>().ImportAsync(caller, content, options, cancellationToken).ConfigureAwait(false);
                }
                catch (ServiceException e) when (e.Problems.Count > 0)
                {
                    throw new UsageException([.. e.Problems.Select(p => $"{path}: {p}")]);
                }
                await terminal.Out.WriteLineAsync(json
                    ? JsonSerializer.Serialize(new { file = path, result.Format, result.Zone, result.Inserted, result.Updated, result.Unchanged, result.Notices }, Json)
                    : $"{path}: {result.Format}, times of {result.Zone}; {result.Inserted} trades new, {result.Updated} changed, {result.Unchanged} as they were").ConfigureAwait(false);
                if (!json) foreach (var notice in result.Notices) await terminal.Out.WriteLineAsync("  " + notice).ConfigureAwait(false);
            }
            return ExitCode.Good;
        }, cancellationToken);
    }

    private Task<int> ListAsync(OptionReader reader, Terminal terminal, CancellationToken cancellationToken)
    {
        var (caller, json, status, limit) = (reader.Caller(_user), reader.Flag(_json), reader.Text(_status), reader.Int(_limit, 1, 200) ?? 50);
        if (status is not null && !TradeStatus.All.Contains(status, StringComparer.Ordinal)) reader.Add(_status, status, "one of " + string.Join(", ", TradeStatus.All));
        reader.ThrowIfWrong();
        return ServiceCommand.RunAsync(async services =>
        {
            var page = await services.GetRequiredService<TradeStore>().ListAsync(caller, new TradeFilter { Status = status, Limit = limit }, cancellationToken).ConfigureAwait(false);
            if (json)
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(page.Rows.Select(t => new { t.Id, t.Symbol, t.Side, t.Status, t.EntryPrice, t.ExitPrice, t.PositionSize, t.StopLoss, t.TakeProfit, t.Pnl, t.RMultiple, t.Currency, t.EntryTime, t.ExitTime, t.Source }), Json)).ConfigureAwait(false);
            else
                ConsoleTable.Write(terminal.Output, terminal.Width,
                    [("entered", false), ("symbol", false), ("side", false), ("size", true), ("entry", true), ("exit", true), ("R", true), ("P&L", true), ("status", false)],
                    page.Rows.Select(t => (string[])[t.EntryTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture), t.Symbol, t.Side, Number(t.PositionSize), Number(t.EntryPrice), Number(t.ExitPrice), Number(t.RMultiple), $"{Number(t.Pnl)} {t.Currency}".Trim(), t.Status]));
            return ExitCode.Good;
        }, cancellationToken);
    }

    private static string Number(decimal? value) => value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";
}
