namespace TradeMatrix.Charting.Spec;

/// <summary>How a study's plot is drawn.</summary>
public enum PlotType
{
    /// <summary>A line; a gap is bridged.</summary>
    Line,

    /// <summary>Thin bars from zero.</summary>
    Histogram,

    /// <summary>A small cross at each value.</summary>
    Cross,

    /// <summary>A line filled down to the pane's foot, or to zero.</summary>
    Area,

    /// <summary>Wide bars from zero.</summary>
    Columns,

    /// <summary>A dot at each value.</summary>
    Circles,

    /// <summary>A line that a gap interrupts.</summary>
    LineWithBreaks,

    /// <summary>An area that a gap interrupts.</summary>
    AreaWithBreaks,

    /// <summary>A line of horizontal and vertical steps.</summary>
    StepLine,

    /// <summary>Horizontal pieces without verticals between them.</summary>
    StepLineWithBreaks,
}
