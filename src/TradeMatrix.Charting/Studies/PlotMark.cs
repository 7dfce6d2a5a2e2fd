namespace TradeMatrix.Charting.Studies;

/// <summary>A sign drawn at each value of a plot instead of a line.</summary>
public enum PlotMark
{
    /// <summary>No sign: the plot's type decides.</summary>
    None,

    /// <summary>A triangle that points up, above the value.</summary>
    TriangleAbove,

    /// <summary>A triangle that points down, below the value.</summary>
    TriangleBelow,

    /// <summary>A disc above the value.</summary>
    CircleAbove,

    /// <summary>A disc below the value.</summary>
    CircleBelow,

    /// <summary>The value as text, above it.</summary>
    LabelAbove,

    /// <summary>The value as text, below it.</summary>
    LabelBelow,
}
