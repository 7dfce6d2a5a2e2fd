namespace TradeMatrix.Core.Journal.Imports;

/// <summary>
/// Orders of a MetaTrader 4 statement and positions of a MetaTrader 5 history report, closed and open ones. The stop that
/// they tell is the last one.
/// </summary>
internal static class MetaTraderPositions
{
    private static readonly string[] Ticket = ["ticket", "position"], Symbol = ["item", "symbol"], Type = ["type"], Stop = ["sl"], Profit = ["profit"];

    public static TradeFormat Format { get; } = new("metatrader", "MetaTrader 4 statement or MetaTrader 5 positions", "Etc/UTC")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Ticket, Symbol, Type, Stop, Profit) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        IReadOnlyDictionary<string, int>? columns = null;
        foreach (var line in table.Rows)
        {
            var header = line.AsHeader();
            if (Ticket.Any(header.ContainsKey) && Symbol.Any(header.ContainsKey) && header.ContainsKey("type")) columns = header.ContainsKey("profit") ? header : null;
            // The title of another table, such as Orders, Deals or Working Orders.
            else if (line.Cells.Count(c => c.Length > 0) == 1) columns = null;
            // Its head, such as that of the deals, which has no ticket.
            else if (header.ContainsKey("type") && header.ContainsKey("symbol")) columns = null;
            else if (columns is not null) ReadRow(new TradeRow(sheet, line, columns), sheet);
        }
    }

    private static void ReadRow(TradeRow row, TradeSheet sheet)
    {
        var isTrade = row.Text("type")?.ToLowerInvariant() is "buy" or "sell";
        if (!isTrade || row.Text(Ticket) is not { } ticket)
        {
            sheet.Skipped++; // pending orders, deposits, sums
            return;
        }
        var closed = row.Time("close_time", "closetime", "time2");
        var move = row.Number("profit", "profit") ?? 0;
        var costs = -((row.Number("commission", "commission") ?? 0) + (row.Number("taxes", "taxes") ?? 0) + (row.Number("fee", "fee") ?? 0));
        var swap = row.Number("swap", "swap") ?? 0;
        var (entry, exit, size) = (row.Needed("price", "price", "openprice"), closed is null ? null : row.Number("close_price", "price2", "closeprice"), row.Needed("size", "size", "volume", "lots"));
        var points = exit is { } price && entry != price && size > 0 ? Math.Abs(price - entry) * size : 0;
        sheet.Trades.Add(new ImportedTrade(row.Line, ticket, new TradeEdit
        {
            Symbol = row.Text(Symbol) ?? "", Side = row.Text("type")!.Equals("buy", StringComparison.OrdinalIgnoreCase) ? "long" : "short", EntryPrice = entry, ExitPrice = exit, PositionSize = size,
            // What a lot is worth is not told; the profit tells it.
            Multiplier = points > 0 && move != 0 ? decimal.Round(Math.Abs(move) / points, 8) is > 0 and var worth ? worth : null : null,
            StopLoss = Price("sl"), TakeProfit = Price("tp"), EntryTime = row.TimeNeeded("open_time", "opentime", "time"), ExitTime = closed, Pnl = closed is null ? null : move - costs + swap,
            Commission = costs, Swap = swap, Currency = sheet.Currency, Notes = row.Text("comment"), IsBrokers = true,
        }));

        decimal? Price(string column) => row.Number(column, column) is { } level and not 0 ? level : null;
    }
}
