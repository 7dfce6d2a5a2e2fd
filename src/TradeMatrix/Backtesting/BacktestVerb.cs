using System.CommandLine;
using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Options;
using TradeMatrix.Serving;

namespace TradeMatrix.Backtesting;

/// <summary><c>tradematrix backtest</c>: how a setup would have done.</summary>
internal sealed class BacktestVerb
{
    private readonly Option<string> _setup = new("--setup") { Description = "Setup: " + string.Join(", ", SetupRules.All.Keys) + ".", HelpName = "name", Required = true };
    private readonly Option<string> _symbol = new("--symbol") { Description = "Symbol or alias, whose stored bars are replayed; with --file only its name.", HelpName = "symbol" };
    private readonly Option<string> _file = new("--file") { Description = "File of bars, in place of stored ones.", HelpName = "file" };
    private readonly Option<string> _csvZone = new("--csv-zone") { Description = "IANA zone of times in the file that have no offset. Default: Etc/UTC.", HelpName = "zone" };
    private readonly Option<string> _exchange = new("--exchange") { Description = "Exchange, which gives trading days and hours, such as XETR or NYSE. Default: the symbol's or the file name's, else read from the bars.", HelpName = "name" };
    private readonly Option<string> _timeframe = new("--timeframe", "--interval", "-i") { Description = "Timeframe of the bars. Default: the setup's own.", HelpName = "interval" };
    private readonly Option<string> _from = new("--from") { Description = "First date or time (UTC) at which a setup counts; earlier bars warm up. Default: all.", HelpName = "time" };
    private readonly Option<string> _to = new("--to") { Description = "Last date or time (UTC) at which a setup counts, the whole of a date.", HelpName = "time" };
    private readonly Option<string> _side = new("--side") { Description = "Only long or short setups.", HelpName = "side" };
    private readonly Option<string> _pivot = new("--pivot") { Description = "classic, or close for yesterday's close as the pivot of the morning's setups. Default: classic.", HelpName = "mode" };
    private readonly Option<string> _point = new("--point") { Description = "Size of a point in price units, for the tolerances of MR setups, such as 1 for the DAX. Default: a twentieth of the average true range.", HelpName = "number" };
    private readonly Option<bool> _weak = new("--weak") { Description = "Also takes MR setups whose five metrics fall short of what the strategy requires." };
    private readonly Option<string> _spread = new("--spread") { Description = "Distance of bid and ask, price units, taken off each trade. Default: 0.", HelpName = "number" };
    private readonly Option<string> _commission = new("--commission") { Description = "Commission in percent of the price, taken off at entry and exit. Default: 0.", HelpName = "percent" };
    private readonly Option<string> _breakEven = new("--break-even") { Description = "Moves each stop to the entry from this profit in R on, such as 0.5. Default: as the setup says.", HelpName = "R" };
    private readonly Option<bool> _trades = new("--trades") { Description = "Also lists every setup and what became of it." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON, with every setup." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var backtest = new BacktestVerb();
        var verb = new Verb("backtest", "Replays a setup over bars, bar by bar, and measures how it would have done.",
            "tradematrix backtest --setup asia_sweep --symbol DAX --from 2024-01-01",
            "tradematrix backtest --setup orb --file \"SPY, 1.csv\" --exchange NYSE --spread 0.02 --trades",
            "tradematrix backtest --setup MR-04 --symbol DAX --point 1 --break-even 0.5 --json");
        foreach (Option option in (Option[])[backtest._setup, backtest._symbol, backtest._file, backtest._csvZone, backtest._exchange, backtest._timeframe, backtest._from, backtest._to,
            backtest._side, backtest._pivot, backtest._point, backtest._weak, backtest._spread, backtest._commission, backtest._breakEven, backtest._trades, backtest._json]) verb.Add(option);
        verb.SetAction((result, cancel) => backtest.RunAsync(new OptionReader(result), terminal, cancel));
        return verb;
    }

    private async Task<int> RunAsync(OptionReader reader, Terminal terminal, CancellationToken cancellationToken)
    {
        var name = reader.Text(_setup)!;
        if (!SetupRules.All.TryGetValue(name, out var rule)) reader.Add(_setup, name, "one of " + string.Join(", ", SetupRules.All.Keys));
        var (symbol, file, exchange) = (reader.Text(_symbol), reader.Text(_file), reader.Text(_exchange));
        if (symbol is null && file is null) reader.Add("--symbol: 'missing' must be given, or --file");
        if (exchange is not null && ExchangeCalendar.For(exchange) is null) reader.Add(_exchange, exchange, "an exchange that is known, such as XETRA, NYSE, NASDAQ, LSE, FX or CRYPTO");
        var (zone, wanted) = (reader.Zone(_csvZone) ?? "Etc/UTC", reader.Interval(_timeframe));
        long? from = reader.Time(_from)?.Start("Etc/UTC"), to = reader.Time(_to)?.End("Etc/UTC");
        if (from >= to) reader.Add(_to, reader.Text(_to)!, $"later than --from {reader.Text(_from)}");
        var options = new BacktestOptions
        {
            From = from,
            To = to,
            Side = reader.Word<Side>(_side),
            Spread = reader.Number(_spread, 0, 1e9) ?? 0,
            Commission = (reader.Number(_commission, 0, 10) ?? 0) / 100,
            BreakEvenAtR = reader.Number(_breakEven, 0.01, 100),
            Setups = new SetupOptions { Pivot = reader.Word<PivotMode>(_pivot) ?? PivotMode.Classic, Point = reader.Number(_point, 1e-9, 1e9), RequiresMetrics = !reader.Flag(_weak) },
        };
        if (options.Side is { } side && rule?.Sides.Contains(side) == false) reader.Add(_side, reader.Text(_side)!, $"{rule.Sides[0].ToString().ToLowerInvariant()} for {rule.Name}");
        reader.ThrowIfWrong();

        if (file is not null) return Print(BacktestBars.OfFile(file, zone, symbol, exchange, wanted, rule!));
        return await ServiceCommand.RunAsync(
            async services => Print(await BacktestBars.OfStoreAsync(services, Core.Storage.Caller.Local, symbol!, exchange, wanted, rule!, from, to, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

        int Print(BacktestBars bars)
        {
            var result = Backtest.Run(rule!, bars.Bars, bars.Timeframe, bars.Calendar, options with { Symbol = bars.Symbol, Finer = bars.Finer }, cancellationToken);
            if (reader.Flag(_json)) BacktestWriter.WriteJson(result, bars, terminal);
            else BacktestWriter.WriteTables(result, bars, reader.Flag(_trades), terminal);
            return ExitCode.Good;
        }
    }
}
