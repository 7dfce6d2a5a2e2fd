namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Volume-weighted mean and population standard deviation since an anchor, updated bar by bar without loss of digits (D. H. D. West, 1979).
/// </summary>
internal struct AnchoredAverage
{
    private double _weight, _mean, _squares;

    /// <summary>Volume-weighted mean; NaN while nothing traded.</summary>
    public readonly double Mean => _weight > 0 ? _mean : double.NaN;

    /// <summary>Volume-weighted standard deviation; NaN while nothing traded.</summary>
    public readonly double Deviation => _weight > 0 ? Math.Sqrt(_squares / _weight) : double.NaN;

    /// <summary>Adds a price and its volume; an unknown price or volume adds nothing.</summary>
    public void Add(double price, double volume)
    {
        if (!(volume > 0) || double.IsNaN(price)) return;
        _weight += volume;
        var distance = price - _mean;
        _mean += distance * volume / _weight;
        _squares += volume * distance * (price - _mean);
    }

    /// <summary>The plots of both VWAP studies, from a bar on.</summary>
    /// <param name="x">Bars and source.</param>
    /// <param name="from">First bar with a value.</param>
    /// <param name="period">Period of each bar: a new one begins anew; null for one anchor at <paramref name="from"/>.</param>
    /// <param name="multipliers">Standard deviations from the mean to each pair of bands; NaN for a pair that is off.</param>
    public static StudyValues Plots(StudyContext x, int from, int[]? period, params ReadOnlySpan<double> multipliers)
    {
        var source = x.Source();
        double[] mean = Rolling.NaNs(x.Count), deviation = Rolling.NaNs(x.Count);
        var average = default(AnchoredAverage);
        for (var i = from; i < mean.Length; i++)
        {
            if (period is not null && i > from && period[i] != period[i - 1]) average = default;
            average.Add(source[i], x.Bars.Volume[i]);
            (mean[i], deviation[i]) = (average.Mean, average.Deviation);
        }
        var plots = new List<PlotValues> { new("VWAP", mean) };
        for (var b = 0; b < multipliers.Length; b++)
        {
            var multiplier = multipliers[b];
            plots.Add(new($"Upper Band #{b + 1}", Rolling.Combine(mean, deviation, (m, d) => m + (multiplier * d))));
            plots.Add(new($"Lower Band #{b + 1}", Rolling.Combine(mean, deviation, (m, d) => m - (multiplier * d))));
        }
        return new([.. plots]);
    }
}
