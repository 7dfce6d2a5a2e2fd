namespace TradeMatrix.Core.Journal.Imports;

/// <summary>Spot trade history of Binance, paired first in, first out. Coins are bought before they are sold.</summary>
internal static class BinanceSpot
{
    private static readonly string[][] Header = [["dateutc", "timeutc", "date", "time"], ["pair", "market"], ["side", "type"], ["price"], ["executed", "amount"], ["fee"]];
    private static readonly string[] Quotes = ["USDT", "FDUSD", "USDC", "BUSD", "TUSD", "USD", "EUR", "TRY", "BRL", "GBP", "BTC", "ETH", "BNB"];

    public static TradeFormat Format { get; } = new("binance-spot", "Binance spot trade history", "Etc/UTC")
    {
        Recognises = table => TradeFormat.HeaderIn(table, Header) is not null,
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        if (TradeFormat.HeaderIn(table, Header) is not { } header)
        {
            sheet.Wrong(table.Rows[0].Line, "header", string.Join(", ", table.Rows[0].Cells), "the columns Date(UTC), Pair, Side, Price, Executed, Amount and Fee");
            return;
        }
        var columns = table.Rows[header].AsHeader();
        foreach (var line in table.Rows.Skip(header + 1))
        {
            var row = new TradeRow(sheet, line, columns);
            var side = row.Text("side", "type")?.ToUpperInvariant();
            if (side is not ("BUY" or "SELL")) row.Wrong("side", side, "BUY or SELL");
            // In the older form Amount is the quantity and Total the money; there are no units, and the fee's coin has a column.
            var isOld = columns.ContainsKey("total");
            var pair = (row.Text("pair", "market") ?? "").Replace("/", "", StringComparison.Ordinal).ToUpperInvariant();
            var quantity = row.Amount("executed", isOld ? "amount" : "executed") ?? default;
            var fee = row.Amount("fee", "fee") ?? default;
            var feeCoin = isOld ? row.Text("feecoin") ?? "" : fee.Unit;
            var quote = row.Amount("amount", "amount") is { Unit.Length: > 0 } money && !isOld ? money.Unit : Quotes.FirstOrDefault(q => pair.EndsWith(q, StringComparison.Ordinal) && pair.Length > q.Length) ?? "";
            var coin = quantity.Unit.Length > 0 ? quantity.Unit : pair.EndsWith(quote, StringComparison.Ordinal) ? pair[..^quote.Length] : pair;
            var (price, isBuy) = (row.Needed("price", "price"), side == "BUY");
            sheet.Executions.Add(new TradeExecution
            {
                ExternalId = sheet.NameOf(pair, side, row.Text("dateutc", "timeutc", "date", "time"), price, quantity.Value, fee.Value), Symbol = pair, IsBuy = isBuy, Effect = isBuy ? "any" : "close",
                // A fee in the coin itself leaves fewer coins to sell.
                Quantity = feeCoin == coin && isBuy ? quantity.Value - fee.Value : quantity.Value, Price = price,
                Commission = feeCoin == quote ? fee.Value : feeCoin == coin ? fee.Value * price : 0,
                Currency = quote.Length > 0 ? quote : sheet.Currency, ExecutedAt = row.TimeNeeded("date", "dateutc", "timeutc", "date", "time"), Line = row.Line,
            });
        }
    }
}
