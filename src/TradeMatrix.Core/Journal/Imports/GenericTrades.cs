namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A table with one trade a row, by the names of its columns, in any order.</summary>
internal static class GenericTrades
{
    private static readonly string[] Symbol = ["symbol", "instrument", "ticker", "market", "asset", "item"], Side = ["side", "direction", "type", "action", "buysell", "longshort"];
    private static readonly string[] Entry = ["entryprice", "entry", "openprice", "priceopen", "avgentryprice"], Exit = ["exitprice", "exit", "closeprice", "priceclose", "avgexitprice"];
    private static readonly string[] Opened = ["entrytime", "entrydate", "opentime", "opendate", "opened", "openedat", "date", "datetime"], Closed = ["exittime", "exitdate", "closetime", "closedate", "closed", "closedat"];

    public static TradeFormat Format { get; } = new("generic", "A table with one trade a row", "Etc/UTC")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Symbol, Side, Entry, Opened) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        if (TradeFormat.HeaderIn(table, Symbol, Side, Entry, Opened) is not { } header)
        {
            sheet.Wrong(table.Rows[0].Line, "header", string.Join(", ", table.Rows[0].Cells), "the columns symbol, side, entry_price, size and entry_time");
            return;
        }
        var columns = table.Rows[header].AsHeader();
        foreach (var line in table.Rows.Skip(header + 1))
        {
            var row = new TradeRow(sheet, line, columns);
            var side = row.Text(Side)?.ToLowerInvariant() switch
            {
                "long" or "buy" or "b" or "l" => "long",
                "short" or "sell" or "s" => "short",
                _ => null,
            };
            if (side is null) row.Wrong("side", row.Text(Side), "long, short, buy or sell");
            var edit = new TradeEdit
            {
                Symbol = row.Text(Symbol) ?? "", Side = side ?? "long", EntryPrice = row.Needed("entry_price", Entry), ExitPrice = row.Number("exit_price", Exit),
                PositionSize = Math.Abs(row.Needed("size", "size", "positionsize", "quantity", "qty", "volume", "lots", "contracts", "units", "amount")), Multiplier = row.Number("multiplier", "multiplier", "pointvalue", "contractsize"),
                InitialStopLoss = row.Number("initial_stop_loss", "initialstoploss", "initialstop", "initialsl"), StopLoss = row.Number("stop_loss", "stoploss", "stop", "sl"), TakeProfit = row.Number("take_profit", "takeprofit", "target", "tp"),
                EntryTime = row.TimeNeeded("entry_time", Opened), ExitTime = row.Time("exit_time", Closed), Pnl = row.Number("pnl", "pnl", "profit", "profitloss", "netpnl", "netprofit", "result"),
                Commission = row.Number("commission", "commission", "commissions", "fee", "fees"), Swap = row.Number("swap", "swap", "financing", "rollover"), Currency = row.Text("currency", "ccy"),
                Strategy = row.Text("strategy"), Setup = row.Text("setup", "pattern"), Timeframe = row.Text("timeframe", "interval"), Notes = row.Text("notes", "note", "comment", "comments"),
                Tags = row.Text("tags", "labels")?.Split([';', '|', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            };
            edit = edit with { Currency = edit.Currency ?? sheet.Currency };
            var id = row.Text("id", "externalid", "tradeid", "ticket", "orderid") ?? sheet.NameOf(edit.Symbol, edit.Side, edit.EntryTime, edit.EntryPrice, edit.PositionSize);
            sheet.Trades.Add(new ImportedTrade(row.Line, id, edit));
        }
    }
}
