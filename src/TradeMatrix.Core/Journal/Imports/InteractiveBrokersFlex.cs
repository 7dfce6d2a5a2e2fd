namespace TradeMatrix.Core.Journal.Imports;

/// <summary>Trades of a Flex query of Interactive Brokers, paired first in, first out.</summary>
internal static class InteractiveBrokersFlex
{
    private static readonly string[][] Header = [["symbol"], ["quantity"], ["tradeprice"], ["datetime", "tradedatetime"], ["tradeid", "transactionid", "ibexecid"]];

    public static TradeFormat Format { get; } = new("interactive-brokers-flex", "Interactive Brokers Flex query", "America/New_York")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Header) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        if (TradeFormat.HeaderIn(table, Header) is not { } header)
        {
            sheet.Wrong(table.Rows[0].Line, "header", string.Join(", ", table.Rows[0].Cells), "the columns Symbol, DateTime, Quantity, TradePrice and TradeID");
            return;
        }
        var columns = table.Rows[header].AsHeader();
        foreach (var line in table.Rows.Skip(header + 1))
        {
            var row = new TradeRow(sheet, line, columns);
            // A query may list orders and closed lots beside the executions, and its head once a day.
            if (row.Text("levelofdetail")?.ToUpperInvariant() is not (null or "EXECUTION") || row.Text("symbol") is not { } symbol || line.AsHeader().ContainsKey("tradeprice") || row.Text("assetclass") == "CASH")
            {
                sheet.Skipped++;
                continue;
            }
            var quantity = row.Needed("quantity", "quantity");
            sheet.Executions.Add(new TradeExecution
            {
                ExternalId = row.Text("tradeid", "transactionid", "ibexecid") ?? sheet.NameOf(symbol, row.Text("datetime"), quantity), OrderId = row.Text("iborderid", "orderid"), Symbol = symbol,
                IsBuy = row.Text("buysell")?.StartsWith("BUY", StringComparison.OrdinalIgnoreCase) ?? quantity > 0, Quantity = Math.Abs(quantity), Price = row.Needed("trade_price", "tradeprice"),
                Effect = row.Text("opencloseindicator") switch { "O" => "open", "C" => "close", _ => "any" }, Multiplier = row.Number("multiplier", "multiplier") is > 0 and var multiplier ? multiplier : 1,
                Commission = -(row.Number("ib_commission", "ibcommission") ?? 0), Currency = row.Text("currencyprimary", "currency") ?? sheet.Currency, ExecutedAt = row.TimeNeeded("date_time", "datetime", "tradedatetime"), Line = row.Line,
            });
        }
    }
}
