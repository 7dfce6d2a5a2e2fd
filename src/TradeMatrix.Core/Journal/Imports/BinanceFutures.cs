namespace TradeMatrix.Core.Journal.Imports;

/// <summary>Futures trade history of Binance (USDⓈ-M, one-way mode), paired first in, first out.</summary>
internal static class BinanceFutures
{
    private static readonly string[][] Header = [["dateutc", "timeutc", "date", "time"], ["symbol"], ["side"], ["price"], ["quantity"], ["realizedprofit"]];

    public static TradeFormat Format { get; } = new("binance-futures", "Binance futures trade history", "Etc/UTC")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Header) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        if (TradeFormat.HeaderIn(table, Header) is not { } header)
        {
            sheet.Wrong(table.Rows[0].Line, "header", string.Join(", ", table.Rows[0].Cells), "the columns Time(UTC), Symbol, Side, Price, Quantity, Fee and Realized Profit");
            return;
        }
        var columns = table.Rows[header].AsHeader();
        foreach (var line in table.Rows.Skip(header + 1))
        {
            var row = new TradeRow(sheet, line, columns);
            var side = row.Text("side")?.ToUpperInvariant();
            if (side is not ("BUY" or "SELL")) row.Wrong("side", side, "BUY or SELL");
            var (quantity, fee, coin) = (row.Amount("quantity", "quantity") ?? default, row.Amount("fee", "fee") ?? default, row.Text("quoteasset", "feecoin", "marginasset"));
            var price = row.Needed("price", "price");
            coin ??= fee.Unit.Length > 0 ? fee.Unit : null;
            var symbol = (row.Text("symbol") ?? "").ToUpperInvariant();
            sheet.Executions.Add(new TradeExecution
            {
                ExternalId = row.Text("tradeid") ?? sheet.NameOf(symbol, side, row.Text("dateutc", "timeutc", "date", "time"), price, quantity.Value, fee.Value), OrderId = row.Text("orderid"), Symbol = symbol,
                IsBuy = side == "BUY", Quantity = quantity.Value, Price = price, Commission = Math.Abs(fee.Value),
                Currency = coin ?? (symbol.EndsWith("USDT", StringComparison.Ordinal) ? "USDT" : symbol.EndsWith("USDC", StringComparison.Ordinal) ? "USDC" : sheet.Currency),
                ExecutedAt = row.TimeNeeded("date", "dateutc", "timeutc", "date", "time"), Line = row.Line,
            });
        }
    }
}
