namespace TradeMatrix.Core.Journal.Imports;

/// <summary>The trades of an activity statement of Interactive Brokers, paired first in, first out.</summary>
internal static class InteractiveBrokersActivity
{
    private const int Section = 0, Kind = 1;

    public static TradeFormat Format { get; } = new("interactive-brokers", "Interactive Brokers activity statement", "America/New_York")
    {
        Recognises = table => table.Rows.Any(r => Is(r, "Header")),
        Read = Read,
    };

    private static void Read(CsvTable table, TradeSheet sheet)
    {
        IReadOnlyDictionary<string, int>? columns = null;
        // An order's fills may follow it; the order has all of them.
        var discriminator = table.Rows.Any(r => Is(r, "Data") && r.Cells.Count > 2 && r.Cells[2] == "Order") ? "order" : "trade";
        foreach (var line in table.Rows)
        {
            if (Is(line, "Header")) columns = line.AsHeader();
            if (columns is null || !Is(line, "Data")) continue;
            var row = new TradeRow(sheet, line, columns);
            if (row.Text("datadiscriminator")?.ToLowerInvariant() is not { } what || (what != discriminator && !(discriminator == "trade" && what == "execution")) || row.Text("symbol") is not { } symbol) continue;
            if (row.Text("assetcategory")?.Equals("Forex", StringComparison.OrdinalIgnoreCase) is true)
            {
                sheet.Skipped++; // changes of money into another currency
                continue;
            }
            var (quantity, price, worth) = (row.Needed("quantity", "quantity"), row.Needed("t. price", "tprice"), row.Number("proceeds", "proceeds", "notionalvalue"));
            var (at, fee, codes) = (row.TimeNeeded("date/time", "datetime"), row.Number("comm/fee", "commfee", "comminusd", "commission") ?? 0, (row.Text("code") ?? "").Split(';', StringSplitOptions.TrimEntries));
            sheet.Executions.Add(new TradeExecution
            {
                ExternalId = sheet.NameOf(row.Text("assetcategory"), symbol, at, quantity, price), Symbol = symbol, IsBuy = quantity > 0, Quantity = Math.Abs(quantity), Price = price, Commission = -fee,
                Effect = (codes.Contains("O"), codes.Contains("C")) switch { (true, false) => "open", (false, true) => "close", _ => "any" },
                Multiplier = worth is { } w and not 0 && quantity != 0 && price > 0 && decimal.Round(Math.Abs(w / (quantity * price)), 4) is > 0 and var multiplier ? multiplier : 1,
                Currency = row.Text("currency") ?? sheet.Currency, ExecutedAt = at, Line = row.Line,
            });
        }
    }

    private static bool Is(CsvRow row, string kind) => row.Cells.Count > 2 && row.Cells[Section] == "Trades" && row.Cells[Kind] == kind;
}
