using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Symbols;

/// <summary><c>tradematrix symbols</c>: list, add, edit, enable and disable symbols.</summary>
internal sealed class SymbolsVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _symbol = new("symbol") { Description = "Symbol or alias, in any case." };
    private readonly Option<string> _name = new("--name") { Description = "Name for people.", HelpName = "text" };
    private readonly Option<string> _type = new("--type") { Description = "index, forex, crypto, stock, commodity or other.", HelpName = "type" };
    private readonly Option<string> _exchange = new("--exchange") { Description = "Exchange whose calendar it follows, such as XETRA.", HelpName = "name" };
    private readonly Option<string> _tick = new("--tick-size") { Description = "Smallest step of its price.", HelpName = "number" };
    private readonly Option<string> _timezone = new("--timezone") { Description = "IANA zone of its exchange.", HelpName = "zone" };
    private readonly Option<string> _tv = new("--tradingview") { Description = "TradingView's form, such as XETR:DAX.", HelpName = "symbol" };
    private readonly Option<string> _api = new("--api-symbol") { Description = "The form that a data vendor wants.", HelpName = "symbol" };
    private readonly Option<string[]> _alias = new("--alias") { Description = "Another name, as namespace=name; namespaces: " + string.Join(", ", SymbolNamespace.All) + ". May be repeated.", HelpName = "namespace=name" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var symbols = new SymbolsVerb();
        var verb = new Verb("symbols", "Lists and changes symbols.",
            "tradematrix symbols list",
            "tradematrix symbols add ACME --exchange NASDAQ --tick-size 0.01 --alias yahoo=ACME",
            "tradematrix symbols disable DAX");
        var list = new Verb("list", "Tells all symbols.") { symbols._json };
        list.SetAction((result, cancel) => symbols.ListAsync(new OptionReader(result), terminal, cancel));
        verb.Add(list);
        verb.Add(symbols.Change("show", "Tells a symbol with its names.", terminal, hasFields: false, (store, name, _, cancel) => store.GetAsync(Caller.Local, name, cancel)));
        verb.Add(symbols.Change("add", "Adds a symbol.", terminal, hasFields: true, (store, name, edit, cancel) => store.AddAsync(Caller.Local, name, edit, cancel)));
        verb.Add(symbols.Change("edit", "Changes a symbol.", terminal, hasFields: true, (store, name, edit, cancel) => store.UpdateAsync(Caller.Local, name, edit, cancel)));
        verb.Add(symbols.Change("enable", "Enables a symbol.", terminal, hasFields: false, (store, name, _, cancel) => store.UpdateAsync(Caller.Local, name, new SymbolEdit { Active = true }, cancel)));
        verb.Add(symbols.Change("disable", "Disables a symbol: nothing is drawn of it.", terminal, hasFields: false, (store, name, _, cancel) => store.UpdateAsync(Caller.Local, name, new SymbolEdit { Active = false }, cancel)));
        var remove = new Verb("remove", "Removes a symbol with its bars and snapshots.") { symbols._symbol };
        remove.SetAction((result, cancel) => ServiceCommand.RunAsync(async services =>
        {
            var name = result.GetValue(symbols._symbol)!;
            await services.GetRequiredService<SymbolStore>().DeleteAsync(Caller.Local, name, cancel).ConfigureAwait(false);
            await terminal.Out.WriteLineAsync($"{name}: removed").ConfigureAwait(false);
            return ExitCode.Good;
        }, cancel));
        verb.Add(remove);
        return verb;
    }

    private Verb Change(string name, string description, Terminal terminal, bool hasFields, Func<SymbolStore, string, SymbolEdit, CancellationToken, Task<MarketSymbol>> change)
    {
        var verb = new Verb(name, description) { _symbol, _json };
        if (hasFields)
        {
            foreach (var option in (Option[])[_name, _type, _exchange, _tick, _timezone, _tv, _api, _alias]) verb.Add(option);
        }
        verb.SetAction((result, cancel) =>
        {
            var reader = new OptionReader(result);
            var edit = hasFields ? Edit(reader) : new SymbolEdit();
            reader.ThrowIfWrong();
            return ServiceCommand.RunAsync(async services =>
            {
                var store = services.GetRequiredService<SymbolStore>();
                var symbol = await change(store, result.GetValue(_symbol)!, edit, cancel).ConfigureAwait(false);
                var aliases = await store.AliasesAsync(Caller.Local, symbol, cancel).ConfigureAwait(false);
                await terminal.Out.WriteLineAsync(reader.Flag(_json) ? JsonSerializer.Serialize(Shown(symbol, aliases), Json) : Line(symbol, aliases)).ConfigureAwait(false);
                return ExitCode.Good;
            }, cancel);
        });
        return verb;
    }

    private Task<int> ListAsync(OptionReader reader, Terminal terminal, CancellationToken cancellationToken) => ServiceCommand.RunAsync(async services =>
    {
        var all = await services.GetRequiredService<SymbolStore>().ListAsync(Caller.Local, cancellationToken).ConfigureAwait(false);
        if (reader.Flag(_json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(all.Select(s => Shown(s, null)), Json)).ConfigureAwait(false);
        else
            ConsoleTable.Write(terminal.Output, terminal.Width, [("symbol", false), ("name", false), ("type", false), ("exchange", false), ("tick", true), ("zone", false), ("", false)],
                all.Select(s => (string[])[s.Symbol, s.Alias ?? "", s.Type, s.Exchange ?? "", Number(s.TickSize), s.Timezone, s.Active ? "" : "disabled"]));
        return ExitCode.Good;
    }, cancellationToken);

    private SymbolEdit Edit(OptionReader reader)
    {
        var aliases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in reader.Texts(_alias))
        {
            var parts = text.Split('=', 2);
            if (parts.Length == 2) aliases[parts[0]] = [.. aliases.GetValueOrDefault(parts[0], []), parts[1]];
            else reader.Add($"--alias: '{text}' must be namespace=name");
        }
        return new SymbolEdit
        {
            Alias = reader.Text(_name), Type = reader.Text(_type), Exchange = reader.Text(_exchange), TickSize = (decimal?)reader.Number(_tick, 0, 1_000_000), Timezone = reader.Text(_timezone),
            TvSymbol = reader.Text(_tv), ApiSymbol = reader.Text(_api), Aliases = aliases.Count == 0 ? null : aliases,
        };
    }

    private static object Shown(MarketSymbol s, IReadOnlyDictionary<string, IReadOnlyList<string>>? aliases) =>
        new { s.Symbol, Name = s.Alias, s.Type, s.Exchange, s.TickSize, s.Timezone, s.Active, s.TvSymbol, s.ApiSymbol, Shared = s.UserId is null, Aliases = aliases };

    private static string Line(MarketSymbol s, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        $"{s.Symbol}: {s.Alias ?? "no name"}, {s.Type}, {s.Exchange ?? "no exchange"}, tick {Number(s.TickSize)}, {s.Timezone}, {(s.Active ? "enabled" : "disabled")}{string.Concat(aliases.Select(a => $"; {a.Key} {string.Join(" ", a.Value)}"))}";

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
