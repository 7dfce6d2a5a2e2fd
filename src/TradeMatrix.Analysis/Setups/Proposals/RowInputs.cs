namespace TradeMatrix.Analysis.Setups;

/// <summary>The last row of a chart's export, from which <see cref="RowProposal"/> is made. NaN stands for what is not known.</summary>
public sealed record RowInputs
{
    /// <summary>Close.</summary>
    public required double Close { get; init; }

    /// <summary>Exponential average of 20 closes.</summary>
    public required double Ema20 { get; init; }

    /// <summary>Of 50 closes.</summary>
    public required double Ema50 { get; init; }

    /// <summary>Of 200 closes.</summary>
    public required double Ema200 { get; init; }

    /// <summary>Relative strength index, 0 to 100.</summary>
    public required double Rsi { get; init; }

    /// <summary>Average true range, price units.</summary>
    public required double Atr { get; init; }

    /// <summary>MACD histogram.</summary>
    public double Histogram { get; init; } = double.NaN;

    /// <summary>First support.</summary>
    public double S1 { get; init; } = double.NaN;

    /// <summary>First resistance.</summary>
    public double R1 { get; init; } = double.NaN;

    /// <summary>Average directional index.</summary>
    public double Adx { get; init; } = double.NaN;

    /// <summary>Volume.</summary>
    public double Volume { get; init; } = double.NaN;
}
