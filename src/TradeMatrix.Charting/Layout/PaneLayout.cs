namespace TradeMatrix.Charting.Layout;

/// <summary>A pane: a plot with its price scale, legend and studies.</summary>
public sealed class PaneLayout
{
    /// <summary>Whether it shows the bars.</summary>
    public required bool IsPricePane { get; init; }

    /// <summary>The plot, without the price scale.</summary>
    public required PixelRect Plot { get; init; }

    /// <summary>Prices or values to y.</summary>
    public required PriceScale Scale { get; init; }

    /// <summary>Grid lines and labels of the scale.</summary>
    public required IReadOnlyList<ScaleTick> Ticks { get; init; }

    /// <summary>Boxes on the scale, moved apart.</summary>
    public required IReadOnlyList<ScaleLabel> Labels { get; init; }

    /// <summary>Legend.</summary>
    public required IReadOnlyList<TextRun> Legend { get; init; }

    /// <summary>Studies that share the pane's scale.</summary>
    public required IReadOnlyList<StudyLayout> Studies { get; init; }

    /// <summary>Studies that lie on the pane with a scale of their own, such as volume at its foot.</summary>
    public required IReadOnlyList<(StudyLayout Study, PriceScale Scale)> Overlays { get; init; }

    /// <summary>Drawings beneath the bars.</summary>
    public required IReadOnlyList<Shape> ShapesBelow { get; init; }

    /// <summary>Drawings above the bars.</summary>
    public required IReadOnlyList<Shape> ShapesAbove { get; init; }
}
