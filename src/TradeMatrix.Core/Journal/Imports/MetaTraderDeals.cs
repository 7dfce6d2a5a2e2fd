namespace TradeMatrix.Core.Journal.Imports;

/// <summary>Deals of a MetaTrader 5 history report, paired first in, first out.</summary>
internal static class MetaTraderDeals
{
    private static readonly string[][] Header = [["deal"], ["direction", "entry"], ["symbol"], ["volume"], ["price"]];

    public static TradeFormat Format { get; } = new("metatrader-deals", "MetaTrader 5 deals", "Etc/UTC")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Header) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        if (TradeFormat.HeaderIn(table, Header) is not { } header)
        {
            sheet.Wrong(table.Rows[0].Line, "header", string.Join(", ", table.Rows[0].Cells), "the columns Time, Deal, Symbol, Type, Direction, Volume and Price");
            return;
        }
        var columns = table.Rows[header].AsHeader();
        foreach (var line in table.Rows.Skip(header + 1))
        {
            var row = new TradeRow(sheet, line, columns);
            if (row.Text("deal") is not { } deal || row.Text("type")?.ToLowerInvariant() is not ("buy" or "sell") || row.Text("symbol") is not { } symbol)
            {
                sheet.Skipped++; // deposits, sums
                continue;
            }
            sheet.Executions.Add(new TradeExecution
            {
                ExternalId = deal, OrderId = row.Text("order"), Symbol = symbol, IsBuy = row.Text("type")!.Equals("buy", StringComparison.OrdinalIgnoreCase),
                // A reversal (in/out) does both.
                Effect = row.Text("direction", "entry")?.ToLowerInvariant() switch { "in" => "open", "out" or "out by" => "close", _ => "any" },
                Quantity = row.Needed("volume", "volume"), Price = row.Needed("price", "price"), Commission = -((row.Number("commission", "commission") ?? 0) + (row.Number("fee", "fee") ?? 0) + (row.Number("swap", "swap") ?? 0)),
                Profit = row.Number("profit", "profit"), Currency = sheet.Currency, ExecutedAt = row.TimeNeeded("time", "time"), Line = row.Line,
            });
        }
    }
}
