namespace TradeMatrix.Charting.Bars;

/// <summary>What a file of bars does not say itself.</summary>
public sealed record BarCsvOptions
{
    /// <summary>IANA zone of times without an offset; UTC by default. A date without a time is midnight UTC in any zone.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>Timeframe of the bars; null to infer it.</summary>
    public Timeframe? Timeframe { get; init; }

    /// <summary>Largest content, in bytes after decompression; 128 MiB by default.</summary>
    public int MaxSize { get; init; } = 128 << 20;
}
