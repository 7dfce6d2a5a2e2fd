namespace TradeMatrix.Charting.Studies;

/// <summary>The values of one plot.</summary>
/// <param name="Name">Name of the plot in the catalogue.</param>
/// <param name="Values">Length = number of bars; NaN where there is no value.</param>
public sealed record PlotValues(string Name, double[] Values)
{
    /// <summary>For each bar which of the plot's colours it takes; null when there is one.</summary>
    public byte[]? Colors { get; init; }

    /// <summary>So many bars to the right (negative: to the left) are the values drawn.</summary>
    public int Shift { get; init; }

    /// <summary>A sign at each value in place of a line.</summary>
    public PlotMark Mark { get; init; }
}
