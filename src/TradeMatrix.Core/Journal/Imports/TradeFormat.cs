namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A form of file that trades are imported from.</summary>
/// <param name="Name">Its name, which becomes the trades' source.</param>
/// <param name="Title">Whose it is.</param>
/// <param name="Zone">IANA zone in which its times count unless another is given.</param>
public sealed record TradeFormat(string Name, string Title, string Zone)
{
    /// <summary>All formats, in the order in which a file is tried for them.</summary>
    public static IReadOnlyList<TradeFormat> All { get; } =
    [
        InteractiveBrokersActivity.Format, InteractiveBrokersFlex.Format, BinanceSpot.Format, BinanceFutures.Format, MetaTraderPositions.Format, MetaTraderDeals.Format, GenericTrades.Format,
    ];

    /// <summary>Whether a file looks like one.</summary>
    internal Func<CsvTable, bool> Recognises { get; init; } = static _ => false;

    /// <summary>Reads a file into a sheet.</summary>
    internal Action<CsvTable, TradeSheet> Read { get; init; } = static (_, _) => { };

    /// <summary>The format of a name; null when there is none.</summary>
    public static TradeFormat? Named(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first row of a file that has all of some columns, of each group any; null when none has.</summary>
    internal static int? HeaderIn(CsvTable table, params string[][] groups)
    {
        const int lookedAt = 60;
        for (var i = 0; i < Math.Min(table.Rows.Count, lookedAt); i++)
        {
            var columns = table.Rows[i].AsHeader();
            if (Array.TrueForAll(groups, g => Array.Exists(g, columns.ContainsKey))) return i;
        }
        return null;
    }
}
