using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Layout;

/// <summary>A study with its values, ready to be placed on a pane.</summary>
public sealed class StudyLayout
{
    private readonly int _offset;

    internal StudyLayout(StudySpec spec, StudyDefinition definition, StudyValues values, int offset)
    {
        (Spec, Definition, Values, _offset) = (spec, definition, values, offset);
        (Inputs, Look) = (definition.ResolveInputs(spec), definition.ResolveOverrides(spec));
        Plots = [.. values.Plots.Select(p => new PlotStyle(p, Look, definition))];
    }

    /// <summary>The study as asked for.</summary>
    public StudySpec Spec { get; }

    /// <summary>Its entry in the catalogue.</summary>
    public StudyDefinition Definition { get; }

    /// <summary>Inputs, with defaults.</summary>
    public Settings Inputs { get; }

    /// <summary>Look, with defaults.</summary>
    public Settings Look { get; }

    /// <summary>The plots with their styles, in the catalogue's order.</summary>
    public IReadOnlyList<PlotStyle> Plots { get; }

    internal StudyValues Values { get; }

    /// <summary>Whether it shares the price scale.</summary>
    public bool IsOnPriceScale => Definition.IsOverlay && Spec.ForceOverlay != false;

    /// <summary>Whether it lies on the price pane with a scale of its own.</summary>
    public bool IsForcedOverlay => !Definition.IsOverlay && Spec.ForceOverlay == true;

    /// <summary>The value of a plot that is drawn at a bar; NaN where there is none.</summary>
    /// <param name="plot">One of <see cref="Plots"/>.</param>
    /// <param name="bar">Bar index.</param>
    public double ValueAt(PlotStyle plot, int bar)
    {
        var i = bar - _offset - plot.Values.Shift;
        return i >= 0 && i < plot.Values.Values.Length ? plot.Values.Values[i] : double.NaN;
    }

    /// <summary>The colour of a plot at a bar.</summary>
    /// <param name="plot">One of <see cref="Plots"/>.</param>
    /// <param name="bar">Bar index.</param>
    public Rgba ColorAt(PlotStyle plot, int bar)
    {
        var i = bar - _offset - plot.Values.Shift;
        return plot.Colors[plot.Values.Colors is { } colors && i >= 0 && i < colors.Length ? colors[i] : 0];
    }

    /// <summary>Writes one of its values.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pricePrecision">Decimals of the symbol's prices.</param>
    public string Write(double value, int pricePrecision) => Definition.Format switch
    {
        "price" => NumberText.Price(value, pricePrecision),
        "volume" => NumberText.Volume(value),
        var decimals => NumberText.Price(value, decimals[0] - '0'),
    };

    /// <summary>Short title with the inputs that matter: <c>BB 20 2</c>.</summary>
    public string Title => StudyTitle.Of(Spec);
}
