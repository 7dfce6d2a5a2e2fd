namespace TradeMatrix.Charting.Bars;

/// <summary>Names of chart data exports: <c>CAPITALCOM_US30, 15.csv</c>.</summary>
public static class TradingViewFileName
{
    /// <summary>What any file's name tells: in that form all three, else its stem as the symbol.</summary>
    /// <param name="path">The file, perhaps with a folder before it and gzipped.</param>
    /// <returns>The broker is empty and the timeframe null when the name tells none.</returns>
    public static (string Broker, string Symbol, Timeframe? Timeframe) Read(string path)
    {
        if (TryParse(path, out var broker, out var symbol, out var timeframe)) return (broker, symbol, timeframe);
        var name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return ("", Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name, null);
    }

    /// <summary>Splits a file name into symbol and timeframe.</summary>
    /// <param name="name">
    /// <c>BROKER_SYMBOL, TF.csv</c> or <c>BROKER:SYMBOL, TF</c>, perhaps with a folder before it and a browser's <c> (1)</c> in it.
    /// TF is minutes or any other spelling of <see cref="Timeframe.TryParse"/>: 240 is 4h.
    /// </param>
    /// <param name="broker">In upper case; empty when the part before the comma has not exactly two parts.</param>
    /// <param name="symbol">As written.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <returns>Whether the name has that form.</returns>
    public static bool TryParse(string? name, out string broker, out string symbol, out Timeframe timeframe)
    {
        (broker, symbol, timeframe) = ("", "", default);
        if (name is null) return false;
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var comma = name.LastIndexOf(',');
        if (comma < 0) return false;

        var interval = name[(comma + 1)..].Trim();
        // What follows the timeframe is the ending, a copy's number or an export's id.
        var end = interval.IndexOfAny(['.', ' ', '(', '_']);
        if (!Timeframe.TryParse(end < 0 ? interval : interval[..end], out timeframe)) return false;

        var left = name[..comma].Trim();
        var parts = left.Split(':', '_');
        (broker, symbol) = parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0 ? (parts[0].ToUpperInvariant(), parts[1]) : ("", left);
        return symbol.Length > 0;
    }
}
