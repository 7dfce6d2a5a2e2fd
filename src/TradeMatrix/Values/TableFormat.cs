namespace TradeMatrix.Values;

/// <summary>How values are printed.</summary>
internal enum TableFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>CSV; an empty cell where there is no value.</summary>
    Csv,

    /// <summary>JSON; null where there is no value.</summary>
    Json,
}
