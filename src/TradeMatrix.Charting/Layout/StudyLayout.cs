using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Layout;

/// <summary>A study with its values, ready to be placed on a pane.</summary>
public sealed class StudyLayout
{
    /// <summary>Colours of a study's second, third … use on one chart, where none is given, so that its lines can be told apart.</summary>
    private static readonly Rgba[] Repeated = [new(255, 193, 7), new(171, 71, 188), new(38, 198, 218), new(233, 30, 99), new(139, 195, 74)];

    private readonly int _offset;

    internal StudyLayout(StudySpec spec, StudyDefinition definition, StudyValues values, int offset, int useOnChart, ThemeColors theme)
    {
        (Spec, Definition, Values, _offset) = (spec, definition, values, offset);
        (Inputs, Look) = (definition.ResolveInputs(spec), definition.ResolveOverrides(spec));
        Plots = [.. values.Plots.Select(p => new PlotStyle(p, Look, definition, Color))];

        // A colour that was given stays; a default one must be seen on this theme's ground.
        Rgba Color(string key)
        {
            var color = Look.Color(key);
            if (Look.IsGiven(key)) return color;
            if (useOnChart > 0 && definition.Plots[0].Colors == 1 && key == definition.Plots[0].Name + ".color") color = Repeated[(useOnChart - 1) % Repeated.Length];
            return color.A == 255 ? color.LegibleOn(theme.GroundBottom, theme.Text, 2.2) : color;
        }
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
