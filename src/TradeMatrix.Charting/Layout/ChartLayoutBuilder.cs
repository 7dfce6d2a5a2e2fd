using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>The steps from spec and bars to a layout, in order.</summary>
internal sealed class ChartLayoutBuilder
{
    private const double LeastScaleWidth = 64, DefaultSpacing = 6, DefaultMargin = 9.5, WidestSpacing = 48;

    private readonly ChartSpec _spec;
    private readonly ChartOptions _options;
    private readonly BarWindow _window;
    private readonly ExchangeCalendar _calendar;
    private readonly ChartClock _clock;
    private readonly ThemeColors _colors;
    private readonly TextStyle _scaleFont, _legendFont;
    private readonly List<StudyLayout> _studies;
    private readonly BarSeries _drawn;
    private readonly int _precision, _last;
    private readonly double _top, _bottom;
    private readonly bool _isSmall;

    public ChartLayoutBuilder(ChartSpec spec, BarSeries bars, IReadOnlyDictionary<string, BarSeries> others)
    {
        (_spec, _options) = (spec, new ChartOptions(spec));
        _isSmall = spec.Width < 560 || spec.Height < 360;
        _colors = ThemeColors.Of(spec);
        _calendar = ExchangeCalendar.Of(spec.Exchange, spec.Symbol, spec.Timezone);
        _clock = new ChartClock(spec.Timezone, spec.Interval);
        _scaleFont = new TextStyle(_options.ScalesFontSize);
        _legendFont = new TextStyle(_isSmall ? 11 : 12);
        _window = BarWindow.Select(spec, bars, _calendar, spec.Width - LeastScaleWidth, StudyRunner.WarmUpOf(spec));
        _studies = StudyRunner.Run(spec, _window, _calendar, _colors, others);
        _precision = spec.Precision ?? PricePrecision.Of(_window.Series, _window.End);
        _drawn = spec.Style == ChartStyle.HeikinAshi ? HeikinAshiView.Of(_window) : _window.Series;
        _last = _window.End - 1;
        while (_last >= _window.First && _window.Series.IsGap(_last)) _last--;
        _top = spec.Title is null ? 0 : new TextStyle(15).LineHeight + 8;
        _bottom = spec.Height - (_scaleFont.LineHeight + 12);
    }

    public ChartLayout Build()
    {
        var own = _studies.Where(s => !s.IsOnPriceScale && !s.IsForcedOverlay).ToList();
        var hasPricePane = _options.ShowMainPane || own.Count == 0;
        var heights = PaneHeights.Divide(_spec, _top, _bottom, hasPricePane, own.Count);

        // Scales depend on the plot's height alone; their labels then give the width of the price scale.
        var panes = new List<Pane>(heights.Count);
        if (hasPricePane) panes.Add(PricePane(heights[0], [.. _studies.Where(s => s.IsOnPriceScale)], [.. _studies.Where(s => s.IsForcedOverlay)]));
        for (var i = 0; i < own.Count; i++) panes.Add(StudyPane(heights[^(own.Count - i)], own[i]));
        var widest = panes.Max(p => p.WidestLabel);
        var right = _spec.Width - Math.Clamp(Math.Ceiling(widest) + 14, _isSmall ? 46 : LeastScaleWidth, Math.Floor(_spec.Width * 0.4));
        var time = Time(right);
        var layouts = new List<PaneLayout>(panes.Count);
        var timeLabels = new List<ScaleLabel>();
        foreach (var pane in panes) layouts.Add(Finish(pane, time, right, timeLabels));
        var timeArea = new PixelRect(0, _bottom, _spec.Width, _spec.Height);
        var placed = PlaceTimeLabels(timeLabels, timeArea, right);
        return new ChartLayout(_clock)
        {
            Spec = _spec,
            Colors = _colors,
            Bars = _window.Series,
            DrawnBars = _drawn,
            Precision = _precision,
            Time = time,
            Panes = layouts,
            Studies = _studies,
            TimeTicks = [.. TimeTicks.Of(time, _window.Series, _clock, _scaleFont).Select(t => Covered(t, placed))],
            TimeLabels = placed,
            TimeArea = timeArea,
            ScaleFont = _scaleFont,
            Calendar = _calendar,
        };
    }

    private double LabelHeight => _scaleFont.Size + 5;

    private TimeScale Time(double right)
    {
        var count = _window.End - _window.First;
        double spacing = DefaultSpacing, margin = DefaultMargin * DefaultSpacing;
        if (_window.IsFitted || count < (right - margin) / DefaultSpacing || 2 * _spec.ShiftRight > count)
        {
            margin = Math.Clamp(right * 0.02, 6, 24);
            spacing = Math.Min((right - margin) / (count + _spec.ShiftRight), _window.IsFitted ? WidestSpacing : DefaultSpacing * 2);
        }
        var first = _window.End + _spec.ShiftRight - ((right - margin) / spacing);
        // Few bars at their widest leave room: it stays free at the right, where earlier bars would come in at the left.
        if (_window.IsFitted) first = Math.Max(first, _window.First);
        return new TimeScale(_window.Series.Slice(0, _window.End), _spec.Interval, 0, right, first, spacing);
    }

    private Pane PricePane((double Top, double Bottom) height, List<StudyLayout> studies, List<StudyLayout> overlays)
    {
        var plot = new PixelRect(0, height.Top, _spec.Width - LeastScaleWidth, height.Bottom);
        var range = new ValueRange();
        range.AddBars(_drawn, _window.First, _window.End, _spec.Style, _options.PriceSource(_spec.Style));
        foreach (var study in studies.Where(s => !s.Definition.IsLevels)) range.AddStudy(study, _window.First, _window.End);
        var reference = Reference();
        var legend = _options.ShowLegend ? ((1.5 + studies.Count + overlays.Count) * _legendFont.LineHeight) + 8 : 0;
        var scale = range.ToScale(_spec.Scale, reference, plot, Math.Max(plot.Height * 0.1, Math.Min(legend, plot.Height * 0.26)), plot.Height * 0.08, _options.InvertScale);
        scale = Fixed(scale, plot);
        var decimals = _spec.Scale is PriceScaleMode.Percent or PriceScaleMode.IndexedTo100 ? 2 : _precision;
        return Pane.Of(true, plot, scale, studies, overlays, price => PriceText(scale, price), decimals, _scaleFont);
    }

    private Pane StudyPane((double Top, double Bottom) height, StudyLayout study)
    {
        var plot = new PixelRect(0, height.Top, _spec.Width - LeastScaleWidth, height.Bottom);
        var range = new ValueRange();
        range.AddStudy(study, _window.First, _window.End);
        var stands = range.Low >= 0 && study.Plots.Any(p => p is { IsVisible: true, StandsOnZero: true });
        var top = Math.Min(Math.Max(plot.Height * 0.08, _options.ShowLegend ? _legendFont.LineHeight + 9 : 0), plot.Height * 0.3);
        var scale = range.ToScale(PriceScaleMode.Regular, 1, plot, top, stands ? 0 : plot.Height * 0.08, _options.InvertStudyScales);
        var decimals = study.Definition.Format switch { "price" => _precision, "volume" => NumberText.VolumeDecimals(Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High))), var n => n[0] - '0' };
        return Pane.Of(false, plot, scale, [study], [], value => study.Write(value, _precision), decimals, _scaleFont);
    }

    private double Reference()
    {
        for (var i = _window.First; i < _window.End; i++)
        {
            if (_window.Series.Close[i] is var close && !double.IsNaN(close) && close != 0) return close;
        }
        return 1;
    }

    /// <summary>The scale with the price range that the spec fixes, if any.</summary>
    private PriceScale Fixed(PriceScale scale, PixelRect plot)
    {
        double? from = _options.PriceFrom, to = _options.PriceTo;
        if (from is null && to is null) return scale;
        if (_spec.Scale == PriceScaleMode.Logarithmic && from <= 0) from = null;
        var margin = _options.PriceMargin;
        var low = from ?? scale.Low - ((scale.High - scale.Low) * margin);
        var high = to ?? scale.High + ((scale.High - scale.Low) * margin);
        if (low >= high) (low, high) = from is null ? (high - (Math.Abs(high) * 0.1), high) : (low, low + (Math.Abs(low) * 0.1) + 1e-9);
        return new PriceScale(scale.Mode, scale.Reference, low, high, plot.Top, plot.Bottom, scale.IsInverted);
    }

    private string PriceText(PriceScale scale, double price) => scale.Mode switch
    {
        PriceScaleMode.Percent => NumberText.Signed(scale.ToScale(price), 2) + "%",
        PriceScaleMode.IndexedTo100 => NumberText.Price(scale.ToScale(price), 2),
        _ => NumberText.Price(price, _precision),
    };

    private PaneLayout Finish(Pane pane, TimeScale time, double right, List<ScaleLabel> timeLabels)
    {
        var plot = pane.Plot with { Right = right };
        var legend = new Legend(plot, _legendFont, _colors.Text);
        if (_options.ShowLegend) FillLegend(legend, pane, plot);
        var labels = new List<ScaleLabel>();
        var (below, above) = (new List<Shape>(), new List<Shape>());
        if (pane.IsPricePane)
        {
            if (_last >= _window.First && _options.ShowSeriesLastValue) labels.Add(LastPriceLabel(pane));
            foreach (var drawing in _spec.Drawings) Draw(drawing, pane, plot, time, drawing.OnTop == false ? below : above, labels, timeLabels);
        }
        if (_options.ShowStudyLastValue) labels.AddRange(pane.Studies.SelectMany(s => StudyLabels(s, pane)));
        var scaleArea = new PixelRect(right, plot.Top, _spec.Width, plot.Bottom);
        var placed = LabelStack.Place(labels, scaleArea, LabelHeight);
        return new PaneLayout
        {
            IsPricePane = pane.IsPricePane,
            Plot = plot,
            Scale = pane.Scale,
            Ticks = [.. pane.Ticks.Select(t => placed.Exists(l => Math.Abs(l.Area.CenterY - t.Position) < LabelHeight) ? t with { Content = "" } : t)],
            Labels = placed,
            Legend = legend.Runs,
            Studies = pane.Studies,
            Overlays = [.. pane.Overlays.Select(s => (s, OverlayScale(s, plot)))],
            ShapesBelow = below,
            ShapesAbove = above,
        };
    }

    private void FillLegend(Legend legend, Pane pane, PixelRect plot)
    {
        if (pane.IsPricePane) legend.AddSymbol(_spec, _spec.Exchange ?? ExchangeCalendar.ExchangeOf(_spec.Symbol), SymbolValues(), Legible(LastColor()));
        var studies = pane.Studies.Concat(pane.Overlays).ToList();
        var room = (int)((plot.Height * 0.6) / _legendFont.LineHeight) - 1;
        var shown = studies.Count > room ? Math.Max(room - 1, 1) : studies.Count;
        foreach (var study in studies.Take(shown))
        {
            var values = _options.ShowLegendValues && !study.Definition.IsLevels
                ? study.Plots.Where(p => p.IsVisible && p.Values.Mark == Studies.PlotMark.None && !double.IsNaN(study.ValueAt(p, _last)))
                    .Select(p => (study.Write(study.ValueAt(p, _last), _precision), Legible(study.ColorAt(p, _last) with { A = 255 })))
                : [];
            legend.AddStudy(study.Title, values);
        }
        if (shown < studies.Count) legend.AddNote($"+{studies.Count - shown} more");
    }

    private List<(string Label, string Value)> SymbolValues()
    {
        var values = new List<(string, string)>();
        if (!_options.ShowLegendValues || _last < _window.First) return values;
        var bar = _drawn[_last];
        if (_options.ShowSeriesOhlc)
        {
            var one = _spec.Style is ChartStyle.Line or ChartStyle.Area or ChartStyle.Baseline or ChartStyle.Column;
            if (one) values.Add(("", NumberText.Price(bar.Close, _precision)));
            else
            {
                values.Add(("O", NumberText.Price(bar.Open, _precision)));
                values.Add(("H", NumberText.Price(bar.High, _precision)));
                values.Add(("L", NumberText.Price(bar.Low, _precision)));
                values.Add(("C", NumberText.Price(bar.Close, _precision)));
            }
        }
        var before = ChartLayout.PreviousClose(_drawn, _last);
        if (_options.ShowBarChange && !double.IsNaN(before))
        {
            var percent = before == 0 ? "" : $" ({NumberText.Signed((bar.Close - before) / Math.Abs(before) * 100, 2)}%)";
            values.Add(("", NumberText.Signed(bar.Close - before, _precision) + percent));
        }
        return values;
    }

    private Rgba Legible(Rgba color) => color.LegibleOn(_colors.GroundBottom, _colors.Text, 3.5);

    private Rgba LastColor() => _last < _window.First ? _colors.Text : _options.BarColor(_spec.Style, ChartLayout.IsRising(_drawn, _last, StyleKeys.ColorsOnPreviousClose(_options, _spec.Style)));

    private ScaleLabel LastPriceLabel(Pane pane)
    {
        var color = LastColor();
        var price = _window.Series.Close[_last];
        return new ScaleLabel(pane.Scale.Y(price), pane.Write(price), color, color.ReadableText())
        {
            IsFixed = true,
            Caption = _options.ShowSymbolLabels ? Legend.SymbolOf(_spec) : null,
        };
    }

    private IEnumerable<ScaleLabel> StudyLabels(StudyLayout study, Pane pane)
    {
        foreach (var plot in study.Definition.IsLevels ? [] : study.Plots)
        {
            if (!plot.IsVisible || plot.Values.Mark != Studies.PlotMark.None || _last < _window.First) continue;
            var value = study.ValueAt(plot, _last);
            if (double.IsNaN(value)) continue;
            var color = study.ColorAt(plot, _last) with { A = 255 };
            yield return new ScaleLabel(pane.Scale.Y(value), pane.Write(value), color, color.ReadableText())
            {
                Caption = _options.ShowStudyPlotNames ? (plot.Name == "Plot" ? study.Title : $"{study.Title} {plot.Name}") : null,
            };
        }
    }

    private void Draw(DrawingSpec drawing, Pane pane, PixelRect plot, TimeScale time, List<Shape> shapes, List<ScaleLabel> labels, List<ScaleLabel> timeLabels)
    {
        var definition = Catalog.Drawings[drawing.Name];
        var context = new DrawingContext
        {
            Inputs = definition.ResolveInputs(drawing),
            Look = definition.ResolveOverrides(drawing),
            Plot = plot,
            Time = time,
            Price = pane.Scale,
            PriceText = pane.Write,
            TimeText = _clock.Label,
            LastPrice = _last < 0 ? double.NaN : _window.Series.Close[_last],
            LastIndex = _last,
            Theme = _colors,
        };
        DrawingRegistry.All[drawing.Name].Lay(context);
        shapes.AddRange(context.Shapes);
        labels.AddRange(context.PriceLabels);
        timeLabels.AddRange(context.TimeLabels);
    }

    /// <summary>Volume and other columns stand in the lower quarter of the pane; other studies use its whole height.</summary>
    private PriceScale OverlayScale(StudyLayout study, PixelRect plot)
    {
        var range = new ValueRange();
        range.AddStudy(study, _window.First, _window.End);
        var stands = study.Plots.Any(p => p is { IsVisible: true, StandsOnZero: true });
        return range.ToScale(PriceScaleMode.Regular, 1, plot, plot.Height * (stands ? 0.78 : 0.1), stands ? 0 : plot.Height * 0.08, false);
    }

    private List<ScaleLabel> PlaceTimeLabels(List<ScaleLabel> labels, PixelRect area, double right)
    {
        var placed = new List<ScaleLabel>();
        foreach (var label in labels)
        {
            if (label.Position < 0 || label.Position > right) continue;
            var half = (_scaleFont.Width(label.Content) / 2) + 6;
            var center = Math.Clamp(label.Position, half, right - half);
            var box = new PixelRect(center - half, area.Top + 1, center + half, area.Top + 3 + LabelHeight);
            if (!placed.Exists(p => p.Area.Overlaps(box))) placed.Add(label with { Area = box });
        }
        return placed;
    }

    private ScaleTick Covered(ScaleTick tick, List<ScaleLabel> labels)
    {
        var half = ((_scaleFont with { IsBold = tick.IsMajor }).Width(tick.Content) / 2) + 2;
        return labels.Exists(l => tick.Position + half > l.Area.Left && tick.Position - half < l.Area.Right) ? tick with { Content = "" } : tick;
    }

    /// <summary>A pane before its width is known.</summary>
    private sealed record Pane(bool IsPricePane, PixelRect Plot, PriceScale Scale, List<StudyLayout> Studies, List<StudyLayout> Overlays, Func<double, string> Write, List<ScaleTick> Ticks, double WidestLabel)
    {
        public static Pane Of(bool isPrice, PixelRect plot, PriceScale scale, List<StudyLayout> studies, List<StudyLayout> overlays, Func<double, string> write, int decimals, TextStyle font)
        {
            var edge = (font.Size / 2) + 2;
            var spacing = font.Size * (plot.Height > 160 ? 3.2 : 2.2);
            var ticks = PriceTicks.Prices(scale, plot.Top + edge, plot.Bottom - edge, spacing, decimals).ConvertAll(p => new ScaleTick(scale.Y(p), write(p)));
            var samples = ticks.Select(t => t.Content).Append(write(scale.Low)).Append(write(scale.High));
            return new Pane(isPrice, plot, scale, studies, overlays, write, ticks, samples.Max(t => font.Width(t)));
        }
    }
}
